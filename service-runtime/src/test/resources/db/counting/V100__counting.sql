create table counted (
    portfolio_id text   not null,
    movement_id  text   not null,
    amount       numeric not null check (amount <> 666),
    primary key (portfolio_id, movement_id)
);
