"""A bare Django form behind the same server and database settings: what intake is measured against."""
