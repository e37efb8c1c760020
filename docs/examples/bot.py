#!/usr/bin/env python3
"""A bot in Python: proposes one order with a stop and a target, and follows what becomes of it.

    apt install python3-confluent-kafka        # or: pip install confluent-kafka
    python3 docs/examples/bot.py 127.0.0.1:9092 swing BTC/USD 0.1
"""
import json
import sys
import uuid
from datetime import datetime, timezone

from confluent_kafka import Consumer, Producer

broker, portfolio, symbol, quantity = sys.argv[1:5]
run_id, order_id = "py-1", f"{portfolio}-py-{uuid.uuid4().hex[:8]}"

# murmur2 is what Holdfast partitions by; a record on another partition is forwarded, one hop later.
producer = Producer({"bootstrap.servers": broker, "partitioner": "murmur2_random"})
consumer = Consumer({"bootstrap.servers": broker, "group.id": order_id, "auto.offset.reset": "latest"})


def tags(event):
    """Two headers stand on every record; both are fields of the payload too."""
    return {"portfolio_id": event["portfolio_id"], "run_id": event["run_id"], "content-type": "application/json"}


intent = {
    "type": "order.intended", "portfolio_id": portfolio, "run_id": run_id, "bot_version": "py-1",
    "client_order_id": order_id, "symbol": symbol, "side": "BUY", "order_type": "MARKET",
    "quantity": quantity, "time_in_force": "GTC", "reduce_only": False, "reason": "an example",
    "occurred_at": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
}


def propose(consumer, partitions):
    """Once the consumer listens, so that no answer is missed."""
    consumer.assign(partitions)
    producer.produce("order-intents.v1", key=portfolio, value=json.dumps(intent), headers=tags(intent))
    producer.flush()


consumer.subscribe(["risk-decisions.v1", "orders.v1", "trades.v1"], on_assign=propose)
ENDS = {"order.rejected", "order.filled", "order.cancelled", "order.expired", "order.refused"}
while True:
    record = consumer.poll(1.0)
    if record is None or record.error():
        continue
    event = json.loads(record.value())
    if event.get("client_order_id") != order_id:
        continue
    print(event["type"], {k: event[k] for k in ("reasons", "quantity", "price", "filled_quantity") if k in event})
    if event["type"] in ENDS:
        break
consumer.close()
