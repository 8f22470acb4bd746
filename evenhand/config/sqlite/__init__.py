"""Django's SQLite, for connections that outlive a request."""
