"""The frame of the platform: settings, routes, middleware, base templates."""
