"""Small Qt pieces every room uses. Nothing here knows a service."""
