"""What the community says as a whole: health, response, themes, the weekly memo."""
