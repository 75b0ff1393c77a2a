"""The pages of reports: home, editions, compilations and downloads."""
