"""Who may open what: every address of the portal, for everyone who may come."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve
from rest_framework.authentication import SessionAuthentication

from portal.models import User
from portal.roles import ROLES
from portal.tokens.scopes import SCOPES
from tests.portal.addresses import Things, routes
from tests.signing_in import signed_in
from tests.tokens import program_of

# out: signed out; usr: signed in, but no staff; stf: staff without a role; then the six roles:
# global, billing and user management admin, admin, sales and helpdesk agent; SU: a superuser.
# in: led to the sign-in page; to: led on to another page; else the status of the answer.
TABLE = r"""
                                                         out usr stf GA  BA  UA  AA  SA  HA  SU
# the frame
GET  /                                                   to  to  to  to  to  to  to  to  to  to
GET  admin:index                                         in  in  200 200 200 200 200 200 200 200
GET  admin:login                                         200 200 to  to  to  to  to  to  to  to
POST admin:login                                         200 200 200 200 200 200 200 200 200 200
GET  admin:logout                                        to  to  405 405 405 405 405 405 405 405
POST admin:logout                                        to  to  200 200 200 200 200 200 200 200
GET  admin:preferences                                   in  in  200 200 200 200 200 200 200 200
POST admin:preferences                                   in  in  to  to  to  to  to  to  to  to
GET  admin:password_change                               in  in  200 200 200 200 200 200 200 200
POST admin:password_change                               in  in  200 200 200 200 200 200 200 200
GET  admin:password_change_done                          in  in  200 200 200 200 200 200 200 200
GET  choose_language                                     405 405 405 405 405 405 405 405 405 405
POST choose_language                                     to  to  to  to  to  to  to  to  to  to
GET  health                                              200 200 200 200 200 200 200 200 200 200
POST health                                              405 405 405 405 405 405 405 405 405 405
# the API, with a session of the browser
GET  schema                                              401 403 200 200 200 200 200 200 200 200
GET  api_activity                                        401 403 403 200 200 200 200 200 200 200
POST api_activity                                        401 403 403 415 403 403 415 403 403 415
GET  api_activity_export                                 401 403 403 200 200 200 200 200 200 200
GET  api_action_types                                    401 403 403 200 200 200 200 200 200 200
GET  api_activity_entry                                  401 403 403 200 200 200 200 200 200 200
GET  partner_center_schema                               401 403 200 200 200 200 200 200 200 200
GET  docs                                                401 403 200 200 200 200 200 200 200 200
GET  partner_center_docs                                 401 403 200 200 200 200 200 200 200 200
GET  api_analytics_subscriptions                         401 403 403 200 403 200 200 200 403 200
GET  api_analytics_licenses                              401 403 403 200 403 200 200 200 403 200
GET  api_analytics_revenue                               401 403 403 200 403 200 200 200 403 200
GET  api_analytics_activity                              401 403 403 200 403 200 200 200 403 200
# customers and what belongs to them, as the pages of the admin
GET  api_customers                                       401 403 403 200 403 200 200 200 200 200
POST api_customers                                       401 403 403 415 403 415 415 415 403 415
GET  api_customer                                        401 403 403 200 403 200 200 200 200 200
PATCH api_customer                                       401 403 403 200 403 403 200 200 200 200
POST api_customer_request_relationship                   401 403 403 415 403 403 415 415 403 415
POST api_customer_remove_relationship                    401 403 403 415 403 403 415 403 403 415
GET  api_customer_subscriptions                          401 403 403 200 403 403 200 200 200 200
GET  api_users_of_customer                               401 403 403 200 403 200 200 200 200 200
POST api_users_of_customer                               401 403 403 415 403 415 415 403 403 415
GET  api_customer_orders                                 401 403 403 200 403 403 200 200 200 200
POST api_customer_orders                                 401 403 403 415 415 403 415 415 415 415
POST api_customer_trials                                 401 403 403 415 403 415 403 415 403 415
GET  api_customer_activity                               401 403 403 200 403 200 200 200 200 200
GET  api_subscriptions                                   401 403 403 200 200 200 200 200 200 200
GET  api_subscription                                    401 403 403 200 200 200 200 200 200 200
PATCH api_subscription                                   401 403 403 200 200 200 200 200 200 200
POST api_subscription_suspend                            401 403 403 415 415 403 415 415 415 415
POST api_subscription_reactivate                         401 403 403 415 415 403 415 415 415 415
POST api_subscription_cancel                             401 403 403 415 403 403 415 415 403 415
POST api_subscription_upgrade                            401 403 403 415 415 403 415 415 415 415
POST api_subscription_convert_trial                      401 403 403 415 403 415 403 415 403 415
POST api_subscription_assign_licenses                    401 403 403 415 403 415 415 415 415 415
POST api_subscription_revoke_licenses                    401 403 403 415 403 415 415 415 415 415
GET  api_subscription_movements                          401 403 403 200 403 200 200 200 403 200
GET  api_orders                                          401 403 403 200 200 403 200 200 200 200
GET  api_order                                           401 403 403 200 200 403 200 200 200 200
GET  api_products                                        401 403 403 200 200 200 200 200 200 200
POST api_products                                        401 403 403 415 403 403 415 403 403 415
GET  api_product                                         401 403 403 200 200 200 200 200 200 200
PATCH api_product                                        401 403 403 200 403 403 200 403 403 200
GET  api_customer_users                                  401 403 403 200 403 200 200 200 200 200
GET  api_customer_user                                   401 403 403 200 403 200 200 200 200 200
PATCH api_customer_user                                  401 403 403 200 403 200 200 403 403 200
DELETE api_customer_user                                 401 403 403 200 403 200 200 403 403 200
POST api_customer_user_restore                           401 403 403 415 403 415 415 403 403 415
POST api_customer_user_licenses                          401 403 403 415 403 415 415 403 403 415
GET  api_referrals                                       401 403 403 403 403 403 403 200 403 200
POST api_referrals                                       401 403 403 403 403 403 403 415 403 415
GET  api_referral                                        401 403 403 403 403 403 403 200 403 200
PATCH api_referral                                       401 403 403 403 403 403 403 200 403 200
GET  nothing_here                                        404 404 404 404 404 404 404 404 404 404
# Partner Center's API, with a token of all scopes where a session of the browser is none
GET  partnercenter_token_v1                              405 405 405 405 405 405 405 405 405 405
POST partnercenter_token_v1                              400 400 400 400 400 400 400 400 400 400
GET  partnercenter_token_v2                              405 405 405 405 405 405 405 405 405 405
POST partnercenter_token_v2                              400 400 400 400 400 400 400 400 400 400
GET  partnercenter_auditrecords                          401 401 403 200 200 200 200 200 200 200
GET  partnercenter_auditrecord                           401 401 403 200 200 200 200 200 200 200
GET  partnercenter_auditactivity_auditrecords            401 401 403 200 200 200 200 200 200 200
GET  partnercenter_auditactivity_auditrecord             401 401 403 200 200 200 200 200 200 200
GET  partnercenter_customers                             401 401 403 200 403 200 200 200 200 200
GET  partnercenter_customer                              401 401 403 200 403 200 200 200 200 200
GET  partnercenter_company_profile                       401 401 403 200 403 200 200 200 200 200
GET  partnercenter_billing_profile                       401 401 403 200 403 200 200 200 200 200
GET  partnercenter_subscriptions                         401 401 403 200 403 403 200 200 200 200
GET  partnercenter_subscription                          401 401 403 200 200 200 200 200 200 200
GET  partnercenter_subscribedskus                        401 401 403 200 200 200 200 200 200 200
GET  partnercenter_users                                 401 401 403 200 403 200 200 200 200 200
GET  partnercenter_user                                  401 401 403 200 403 200 200 200 200 200
GET  partnercenter_user_licenses                         401 401 403 200 403 200 200 200 200 200
GET  partnercenter_orders                                401 401 403 200 200 403 200 200 200 200
GET  partnercenter_order                                 401 401 403 200 200 403 200 200 200 200
GET  partnercenter_nothing                               404 404 404 404 404 404 404 404 404 404
GET  partnercenter_auditactivity_nothing                 404 404 404 404 404 404 404 404 404 404
# the activity log
GET  admin:activitylog_activityentry_changelist          in  in  403 200 200 200 200 200 200 200
GET  admin:activitylog_activityentry_export              in  in  403 200 200 200 200 200 200 200
GET  admin:activitylog_activityentry_columns             in  in  403 200 200 200 200 200 200 200
GET  admin:activitylog_activityentry_import              in  in  403 200 403 403 200 403 403 200
POST admin:activitylog_activityentry_import              in  in  403 200 403 403 200 403 403 200
GET  admin:activitylog_activityentry_customers           in  in  403 200 200 200 200 200 200 200
GET  admin:activitylog_activityentry_page_details        in  in  403 200 200 200 200 200 200 200
GET  admin:activitylog_activityentry_details             in  in  403 200 200 200 200 200 200 200
GET  admin:activitylog_activityentry_json                in  in  403 200 200 200 200 200 200 200
GET  admin:activitylog_activityentry_change              in  in  403 200 200 200 200 200 200 200
# customers
GET  admin:customers_customer_subscriptions              in  in  403 200 403 403 200 200 200 200
GET  admin:customers_customer_changelist                 in  in  403 200 403 200 200 200 200 200
GET  admin:customers_customer_add                        in  in  403 200 403 200 200 200 403 200
POST admin:customers_customer_add                        in  in  403 200 403 200 200 200 403 200
GET  admin:customers_customer_history                    in  in  to  to  to  to  to  to  to  to
GET  admin:customers_customer_delete                     in  in  403 403 403 403 403 403 403 403
POST admin:customers_customer_delete                     in  in  403 403 403 403 403 403 403 403
GET  admin:customers_customer_change                     in  in  403 200 403 200 200 200 200 200
POST admin:customers_customer_change                     in  in  403 403 403 403 403 403 403 403
GET  /admin/customers/customer/<path:object_id>/         in  in  to  to  to  to  to  to  to  to
# what is changed of a customer, and the lists of one
GET  admin:customers_customer_name                       in  in  403 200 403 403 200 200 200 200
POST admin:customers_customer_name                       in  in  403 200 403 403 200 200 200 200
GET  admin:customers_customer_company                    in  in  403 200 403 403 200 200 200 200
POST admin:customers_customer_company                    in  in  403 200 403 403 200 200 200 200
GET  admin:customers_customer_billing                    in  in  403 200 403 403 200 200 200 200
POST admin:customers_customer_billing                    in  in  403 200 403 403 200 200 200 200
GET  admin:customers_customer_qualification              in  in  403 200 403 403 200 200 200 200
POST admin:customers_customer_qualification              in  in  403 200 403 403 200 200 200 200
GET  admin:customers_customer_request                    in  in  403 200 403 403 200 200 403 200
POST admin:customers_customer_request                    in  in  403 200 403 403 200 200 403 200
GET  admin:customers_customer_remove                     in  in  403 200 403 403 200 403 403 200
POST admin:customers_customer_remove                     in  in  403 200 403 403 200 403 403 200
GET  admin:customers_customer_users                      in  in  403 200 403 200 200 200 200 200
GET  admin:customers_customer_users_export               in  in  403 200 403 200 200 403 403 200
GET  admin:customers_customer_users_columns              in  in  403 200 403 200 200 403 403 200
GET  admin:customers_customer_add_user                   in  in  403 200 403 200 200 403 403 200
POST admin:customers_customer_add_user                   in  in  403 200 403 200 200 403 403 200
GET  admin:customers_customer_referrals                  in  in  403 403 403 403 403 200 403 200
GET  admin:customers_customer_referrals_export           in  in  403 403 403 403 403 200 403 200
GET  admin:customers_customer_referrals_columns          in  in  403 403 403 403 403 200 403 200
GET  admin:customers_customer_activity                   in  in  403 200 403 200 200 200 200 200
GET  admin:customers_customer_activity_export            in  in  403 200 403 200 200 200 200 200
GET  admin:customers_customer_activity_columns           in  in  403 200 403 200 200 200 200 200
# customers' users and their licenses
GET  admin:customers_customeruser_changelist             in  in  403 200 403 200 200 200 200 200
GET  admin:customers_customeruser_export                 in  in  403 200 403 200 200 403 403 200
GET  admin:customers_customeruser_columns                in  in  403 200 403 200 200 403 403 200
GET  admin:customers_customeruser_import                 in  in  403 200 403 200 200 403 403 200
POST admin:customers_customeruser_import                 in  in  403 200 403 200 200 403 403 200
GET  admin:customers_customeruser_add                    in  in  403 403 403 403 403 403 403 403
POST admin:customers_customeruser_add                    in  in  403 403 403 403 403 403 403 403
GET  admin:customers_customeruser_history                in  in  to  to  to  to  to  to  to  to
GET  admin:customers_customeruser_delete                 in  in  403 403 403 403 403 403 403 403
POST admin:customers_customeruser_delete                 in  in  403 403 403 403 403 403 403 403
GET  admin:customers_customeruser_change                 in  in  403 200 403 200 200 200 200 200
POST admin:customers_customeruser_change                 in  in  403 403 403 403 403 403 403 403
GET  admin:customers_customeruser_edit                   in  in  403 200 403 200 200 403 403 200
POST admin:customers_customeruser_edit                   in  in  403 200 403 200 200 403 403 200
GET  admin:customers_customeruser_rename                 in  in  403 200 403 200 200 403 403 200
POST admin:customers_customeruser_rename                 in  in  403 200 403 200 200 403 403 200
GET  admin:customers_customeruser_remove                 in  in  403 200 403 200 200 403 403 200
POST admin:customers_customeruser_remove                 in  in  403 200 403 200 200 403 403 200
GET  admin:customers_customeruser_restore                in  in  403 200 403 200 200 403 403 200
POST admin:customers_customeruser_restore                in  in  403 200 403 200 200 403 403 200
GET  admin:customers_customeruser_licenses               in  in  403 200 403 200 200 403 403 200
POST admin:customers_customeruser_licenses               in  in  403 200 403 200 200 403 403 200
GET  /admin/customers/customeruser/<path:object_id>/     in  in  to  to  to  to  to  to  to  to
GET  admin:customers_subscription_licenses               in  in  403 200 403 200 200 200 200 200
POST admin:customers_subscription_licenses               in  in  403 200 403 200 200 200 200 200
# referrals
GET  admin:customers_referral_changelist                 in  in  403 403 403 403 403 200 403 200
GET  admin:customers_referral_export                     in  in  403 403 403 403 403 200 403 200
GET  admin:customers_referral_columns                    in  in  403 403 403 403 403 200 403 200
GET  admin:customers_referral_add                        in  in  403 403 403 403 403 200 403 200
POST admin:customers_referral_add                        in  in  403 403 403 403 403 200 403 200
GET  admin:customers_referral_history                    in  in  to  to  to  to  to  to  to  to
GET  admin:customers_referral_delete                     in  in  403 403 403 403 403 403 403 403
POST admin:customers_referral_delete                     in  in  403 403 403 403 403 403 403 403
GET  admin:customers_referral_change                     in  in  403 403 403 403 403 200 403 200
POST admin:customers_referral_change                     in  in  403 403 403 403 403 403 403 403
GET  admin:customers_referral_edit                       in  in  403 403 403 403 403 200 403 200
POST admin:customers_referral_edit                       in  in  403 403 403 403 403 200 403 200
GET  /admin/customers/referral/<path:object_id>/         in  in  to  to  to  to  to  to  to  to
# imports into lists
GET  admin:customers_customer_import                     in  in  403 200 403 403 200 403 403 200
POST admin:customers_customer_import                     in  in  403 200 403 403 200 403 403 200
GET  admin:customers_subscription_import                 in  in  403 200 403 403 200 403 403 200
POST admin:customers_subscription_import                 in  in  403 200 403 403 200 403 403 200
GET  admin:customers_product_import                      in  in  403 200 403 403 200 403 403 200
POST admin:customers_product_import                      in  in  403 200 403 403 200 403 403 200
# exports of lists
GET  admin:customers_customer_export                     in  in  403 200 403 403 200 200 403 200
GET  admin:customers_customer_columns                    in  in  403 200 403 403 200 200 403 200
GET  admin:customers_subscription_export                 in  in  403 200 200 403 200 200 200 200
GET  admin:customers_subscription_columns                in  in  403 200 200 403 200 200 200 200
GET  admin:customers_subscriptionmovement_export         in  in  403 200 403 200 200 200 403 200
GET  admin:customers_subscriptionmovement_columns        in  in  403 200 403 200 200 200 403 200
GET  admin:customers_product_export                      in  in  403 200 200 403 200 200 403 200
GET  admin:customers_product_columns                     in  in  403 200 200 403 200 200 403 200
# subscriptions
GET  admin:customers_subscription_changelist             in  in  403 200 200 200 200 200 200 200
GET  admin:customers_subscription_add                    in  in  403 403 403 403 403 403 403 403
POST admin:customers_subscription_add                    in  in  403 403 403 403 403 403 403 403
GET  admin:customers_subscription_history                in  in  to  to  to  to  to  to  to  to
GET  admin:customers_subscription_delete                 in  in  403 403 403 403 403 403 403 403
POST admin:customers_subscription_delete                 in  in  403 403 403 403 403 403 403 403
GET  admin:customers_subscription_change                 in  in  403 200 200 200 200 200 200 200
POST admin:customers_subscription_change                 in  in  403 403 403 403 403 403 403 403
GET  /admin/customers/subscription/<path:object_id>/     in  in  to  to  to  to  to  to  to  to
GET  admin:customers_subscription_quantity               in  in  403 200 403 200 200 200 200 200
POST admin:customers_subscription_quantity               in  in  403 200 403 200 200 200 200 200
GET  admin:customers_subscription_suspend                in  in  403 200 200 403 200 200 200 200
POST admin:customers_subscription_suspend                in  in  403 200 200 403 200 200 200 200
GET  admin:customers_subscription_reactivate             in  in  403 200 200 403 200 200 200 200
POST admin:customers_subscription_reactivate             in  in  403 200 200 403 200 200 200 200
GET  admin:customers_subscription_auto_renew             in  in  403 200 200 403 200 200 200 200
POST admin:customers_subscription_auto_renew             in  in  403 200 200 403 200 200 200 200
GET  admin:customers_subscription_renewal                in  in  403 200 200 403 200 403 403 200
POST admin:customers_subscription_renewal                in  in  403 200 200 403 200 403 403 200
GET  admin:customers_subscription_rename                 in  in  403 200 200 403 200 200 200 200
POST admin:customers_subscription_rename                 in  in  403 200 200 403 200 200 200 200
GET  admin:customers_subscription_cancel                 in  in  403 200 403 403 200 200 403 200
POST admin:customers_subscription_cancel                 in  in  403 200 403 403 200 200 403 200
GET  admin:customers_subscription_convert                in  in  403 200 403 200 403 200 403 200
POST admin:customers_subscription_convert                in  in  403 200 403 200 403 200 403 200
GET  admin:customers_subscription_upgrade                in  in  403 200 200 403 200 200 200 200
POST admin:customers_subscription_upgrade                in  in  403 200 200 403 200 200 200 200
GET  admin:customers_subscription_bulk                   in  in  403 405 405 403 405 405 405 405
POST admin:customers_subscription_bulk                   in  in  403 400 400 403 400 400 400 400
# movements of subscriptions
GET  admin:customers_subscriptionmovement_changelist     in  in  403 200 403 200 200 200 403 200
GET  admin:customers_subscriptionmovement_customers      in  in  403 200 403 200 200 200 403 200
# orders
GET  admin:customers_order_changelist                    in  in  403 200 200 403 200 200 200 200
GET  admin:customers_order_add                           in  in  403 403 403 403 403 403 403 403
POST admin:customers_order_add                           in  in  403 403 403 403 403 403 403 403
GET  admin:customers_order_history                       in  in  to  to  to  to  to  to  to  to
GET  admin:customers_order_delete                        in  in  403 403 403 403 403 403 403 403
POST admin:customers_order_delete                        in  in  403 403 403 403 403 403 403 403
GET  admin:customers_order_change                        in  in  403 200 200 403 200 200 200 200
POST admin:customers_order_change                        in  in  403 403 403 403 403 403 403 403
GET  admin:customers_order_export                        in  in  403 200 200 403 200 200 200 200
GET  admin:customers_order_columns                       in  in  403 200 200 403 200 200 200 200
GET  /admin/customers/order/<path:object_id>/            in  in  to  to  to  to  to  to  to  to
GET  admin:customers_customer_orders                     in  in  403 200 403 403 200 200 200 200
GET  admin:customers_customer_orders_export              in  in  403 200 403 403 200 200 200 200
GET  admin:customers_customer_orders_columns             in  in  403 200 403 403 200 200 200 200
GET  admin:customers_customer_order                      in  in  403 200 200 200 200 200 200 200
POST admin:customers_customer_order                      in  in  403 200 200 200 200 200 200 200
# products
GET  admin:customers_product_changelist                  in  in  403 200 200 200 200 200 200 200
GET  admin:customers_product_add                         in  in  403 200 403 403 200 403 403 200
POST admin:customers_product_add                         in  in  403 200 403 403 200 403 403 200
GET  admin:customers_product_history                     in  in  to  to  to  to  to  to  to  to
GET  admin:customers_product_delete                      in  in  403 403 403 403 403 403 403 403
POST admin:customers_product_delete                      in  in  403 403 403 403 403 403 403 403
GET  admin:customers_product_change                      in  in  403 200 200 200 200 200 200 200
POST admin:customers_product_change                      in  in  403 403 403 403 403 403 403 403
GET  admin:customers_product_edit                        in  in  403 200 403 403 200 403 403 200
POST admin:customers_product_edit                        in  in  403 200 403 403 200 403 403 200
GET  /admin/customers/product/<path:object_id>/          in  in  to  to  to  to  to  to  to  to
# analytics
GET  admin:analytics                                     in  in  403 200 403 200 200 200 403 200
GET  admin:analytics_subscriptions                       in  in  to  to  to  to  to  to  to  to
GET  admin:analytics_customers                           in  in  403 200 403 200 200 200 403 200
GET  admin:analytics_subscriptions_export                in  in  403 200 403 200 200 200 403 200
GET  admin:analytics_licenses                            in  in  403 200 403 200 200 200 403 200
GET  admin:analytics_licenses_export                     in  in  403 200 403 200 200 200 403 200
GET  admin:analytics_revenue                             in  in  403 200 403 200 200 200 403 200
GET  admin:analytics_revenue_export                      in  in  403 200 403 200 200 200 403 200
GET  admin:analytics_activity                            in  in  403 200 403 200 200 200 403 200
GET  admin:analytics_activity_export                     in  in  403 200 403 200 200 200 403 200
# users and roles
GET  admin:auth_user_password_change                     in  in  403 200 403 403 403 403 403 200
POST admin:auth_user_password_change                     in  in  403 200 403 403 403 403 403 200
GET  admin:portal_user_changelist                        in  in  403 200 403 200 403 403 403 200
POST admin:portal_user_changelist                        in  in  403 200 403 200 403 403 403 200
GET  admin:portal_user_add                               in  in  403 200 403 200 403 403 403 200
POST admin:portal_user_add                               in  in  403 200 403 200 403 403 403 200
GET  admin:portal_user_history                           in  in  403 to  403 to  403 403 403 to
GET  admin:portal_user_delete                            in  in  403 403 403 403 403 403 403 403
POST admin:portal_user_delete                            in  in  403 403 403 403 403 403 403 403
GET  admin:portal_user_change                            in  in  403 200 403 200 403 403 403 200
POST admin:portal_user_change                            in  in  403 200 403 200 403 403 403 200
GET  /admin/portal/user/<path:object_id>/                in  in  to  to  to  to  to  to  to  to
# API tokens
GET  admin:portal_apitoken_changelist                    in  in  403 200 403 403 403 403 403 200
GET  admin:portal_apitoken_add                           in  in  403 200 403 403 403 403 403 200
POST admin:portal_apitoken_add                           in  in  403 200 403 403 403 403 403 200
GET  admin:portal_apitoken_history                       in  in  403 to  403 403 403 403 403 to
GET  admin:portal_apitoken_delete                        in  in  403 403 403 403 403 403 403 403
POST admin:portal_apitoken_delete                        in  in  403 403 403 403 403 403 403 403
GET  admin:portal_apitoken_change                        in  in  403 200 403 403 403 403 403 200
POST admin:portal_apitoken_change                        in  in  403 403 403 403 403 403 403 403
GET  admin:portal_apitoken_revoke                        in  in  403 200 403 403 403 403 403 200
POST admin:portal_apitoken_revoke                        in  in  403 to  403 403 403 403 403 to
GET  /admin/portal/apitoken/<path:object_id>/            in  in  to  to  to  to  to  to  to  to
# what comes with Django's admin
GET  admin:autocomplete                                  in  in  403 403 403 403 403 403 403 403
GET  admin:jsi18n                                        in  in  200 200 200 200 200 200 200 200
GET  admin:view_on_site                                  in  in  404 404 404 404 404 404 404 404
GET  admin:app_list                                      in  in  404 200 200 200 200 200 200 200
GET  /admin/(?P<url>.*)$                                 in  in  404 404 404 404 404 404 404 404
"""

Row = tuple[str, str, dict[str, str]]


def rows() -> Iterator[Row]:
    lines = [line for line in TABLE.strip("\n").splitlines() if not line.startswith("#")]
    visitors = lines[0].split()
    for line in lines[1:]:
        method, name, *answers = line.split()
        yield method, name, dict(zip(visitors, answers, strict=True))


@pytest.fixture
def users(db: None) -> dict[str, User | None]:
    users: dict[str, User | None] = {
        "out": None,
        "usr": User.objects.create_user("outsider"),
        "stf": User.objects.create_user("staff", is_staff=True),
        "SU": User.objects.create_superuser("superuser"),
    }
    for role in ROLES:
        initials = "".join(word[0] for word in role.code.split("_") if word != "management")
        user = users[initials.upper()] = User.objects.create_user(role.code, is_staff=True)
        user.groups.add(Group.objects.get(name=role.name))
    return users


def client_of(user: User | None, address: str) -> Client:
    """The browser of somebody who has signed in; for an address that takes none, a program."""
    if user is None:
        return Client()
    if is_for_programs(address):
        return program_of(user, *SCOPES)
    return signed_in(user)


def is_for_programs(address: str) -> bool:
    view = getattr(resolve(address).func, "cls", None)
    ways = view().get_authenticators() if view else []
    return bool(ways) and not any(isinstance(way, SessionAuthentication) for way in ways)


def shown(answer: HttpResponseBase) -> str:
    if answer.status_code != 302:
        return str(answer.status_code)
    return "in" if answer["Location"].startswith("/admin/login/?next=") else "to"


@pytest.mark.parametrize(
    ("method", "name", "expected"),
    list(rows()),
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_an_address_answers_each_visitor_as_the_table_says(
    method: str, name: str, expected: dict[str, str], users: dict[str, User | None]
) -> None:
    address = Things().address(routes()[name])
    answers = {
        visitor: shown(getattr(client_of(users[visitor], address), method.lower())(address))
        for visitor in expected
    }
    assert answers == expected


def test_the_table_has_every_address() -> None:
    missing = routes().keys() - {name for _method, name, _answers in rows()}
    assert not missing, f"The table says nothing about {', '.join(sorted(missing))}"


def test_the_table_has_no_address_that_is_gone() -> None:
    gone = {name for _method, name, _answers in rows()} - routes().keys()
    assert not gone, f"Nobody answers at {', '.join(sorted(gone))}"
