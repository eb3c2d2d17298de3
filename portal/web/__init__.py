"""What every page needs: language, error pages, security headers, limits, formatting."""
