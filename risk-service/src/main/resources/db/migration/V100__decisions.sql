-- Every decision, in the words in which it was published. Numbered per portfolio, so that a
-- portfolio's decisions have an order of their own; a client order id may stand more than once,
-- its later rows being refusals of duplicates.
create table decisions (
    portfolio_id    text        not null,
    number          bigint      not null,
    client_order_id text        not null,
    approved        boolean     not null,
    body            text        not null,
    decided_at      timestamptz not null,
    primary key (portfolio_id, number)
);

create index decisions_by_order on decisions (portfolio_id, client_order_id, number);
