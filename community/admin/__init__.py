"""The admin room: what an administrator sees of the installation, and does about it."""
