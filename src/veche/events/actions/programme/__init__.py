"""The programme: sessions get their place, speakers agree, talks are proposed, schedules come and go."""
