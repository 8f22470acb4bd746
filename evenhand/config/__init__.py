"""Where everything meets: the operator's settings, addresses, system checks and the `evenhand` command."""
