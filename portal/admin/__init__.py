"""The admin site, and lists that are narrowed by a FilterSet and paged by key."""
