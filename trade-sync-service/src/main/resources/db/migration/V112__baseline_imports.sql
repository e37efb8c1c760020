-- Whether the fills are what the account held before the portfolio traded.
alter table trade_imports add column baseline boolean not null default false;
