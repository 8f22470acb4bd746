"""The frame around every page: template, stylesheet, form widgets, middleware, sessions, error pages.

Doors use `pages.render` for an answer, `forms.Form` for what people fill in, `addresses.address` for links, and read
the time from `request.moment` and the community from `request.community` (`asking.Asking`).
"""
