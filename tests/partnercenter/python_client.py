"""A program that uses the client from PyPI, run by a Python that has it; prints what it got.

Nothing of the client is changed but the address that it asks.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import requests
from microsoft.store.partnercenterservices import MicrosoftPartnerStoreApis
from msrest.authentication import BasicTokenAuthentication


def main(base_url: str, client_id: str, client_secret: str, customer_id: str) -> None:
    client = MicrosoftPartnerStoreApis(
        BasicTokenAuthentication(access_token(base_url, client_id, client_secret)),
        base_url=base_url,
    )
    listing = client.getvversioncustomersfilterfilter.value
    one = client.getvversioncustomerscustomer
    # The names are the client's own: it was generated.
    found = {
        "customers": list(pages(listing, version="1", size=2)),
        "narrowed": listing(version="1.0", filter=company_filter("Müller & ")).items,
        "customer": one.id(customer_id, version="1"),
        "subscriptions": one.value9(customer_id, version="1").items,
        "users": one.value6(customer_id, version="1", size=10).items,
        "deleted_users": one.value6(customer_id, version="1", filter=deleted_filter()).items,
        "orders": one.value7(customer_id, version="1").items,
        "skus": one.value4(customer_id, version="1", license_group_ids=["Group1"]).items,
        "records": audit_records(client),
        "unknown": one.id(customer_id[::-1], version="1", raw=True).response.status_code,
    }
    json.dump(found, sys.stdout, default=plain)


def access_token(base_url: str, client_id: str, client_secret: str) -> dict[str, str]:
    answer = requests.post(
        f"{base_url}/partner.example/oauth2/token",
        data={
            "grant_type": "client_credentials",
            "client_id": client_id,
            "client_secret": client_secret,
            "resource": "https://api.partnercenter.microsoft.com",
        },
        timeout=60,
    )
    answer.raise_for_status()
    token: dict[str, str] = answer.json()
    return token


def pages(listing: Any, **arguments: Any) -> Any:
    """All customers, page by page."""
    page = listing(**arguments)
    yield from page.items
    while page.links.next:
        headers = {header.key: header.value for header in page.links.next.headers}
        page = listing(seek_operation="next", custom_headers=headers, **arguments)
        yield from page.items


def company_filter(name: str) -> str:
    text = {"Field": "CompanyName", "Operator": "starts_with", "Value": name}
    return json.dumps(text, ensure_ascii=False)


def deleted_filter() -> str:
    return json.dumps({"Field": "UserState", "Operator": "equals", "Value": "Inactive"})


def audit_records(client: MicrosoftPartnerStoreApis) -> Any:
    """What it has no operation for, it can ask for all the same."""
    parameters = {"size": 5, "filter": company_filter("Müller & ")}
    request = client._client.get("/v1/auditrecords", parameters)
    return client._client.send(request).json()


def plain(model: Any) -> Any:
    return model.as_dict()


if __name__ == "__main__":
    main(*sys.argv[1:])
