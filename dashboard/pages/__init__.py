"""One module a page: `layout(request)`, and `connect(app, request_of)` where it answers clicks. None knows another."""
