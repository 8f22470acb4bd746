"""The worker: what is owed because time passes, and the mail that leaves. It never writes to a party by itself."""
