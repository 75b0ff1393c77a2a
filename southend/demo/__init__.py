"""The demonstration district: invented people, places, police data and records."""
