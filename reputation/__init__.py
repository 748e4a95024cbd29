"""What people are worth to each other: points, standing, influence."""
