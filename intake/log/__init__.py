"""The two logs: their events, leaves and tree, who writes them, who signs them."""
