-- At which rate a movement or a cost was booked: what one unit of its currency was worth in the base
-- currency. Null where it is the base currency, and where the rate was missing.
alter table cash_movements add column rate numeric;
alter table costs add column rate numeric;
