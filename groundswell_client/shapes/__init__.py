"""What is asked and answered, a module a room. Written from the API's description by `make client`."""
