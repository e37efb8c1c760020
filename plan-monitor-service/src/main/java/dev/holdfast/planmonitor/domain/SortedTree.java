package dev.holdfast.planmonitor.domain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A sorted map that never changes: adding and removing answer with a new tree that shares all but
 * the path to the change with the old one. Looking up, adding and removing cost the logarithm of
 * the size (an AVL tree: the heights of two siblings differ by one at most).
 */
final class SortedTree<K, V> implements Iterable<SortedTree.Node<K, V>> {

    record Node<K, V>(K key, V value, Node<K, V> left, Node<K, V> right, int height, int size) {

        static <K, V> Node<K, V> of(K key, V value, Node<K, V> left, Node<K, V> right) {
            return new Node<>(
                    key,
                    value,
                    left,
                    right,
                    Math.max(heightOf(left), heightOf(right)) + 1,
                    sizeOf(left) + sizeOf(right) + 1);
        }
    }

    private final Comparator<? super K> order;
    private final Node<K, V> root;

    /** Kept at hand: mostly the first key alone is asked for. */
    private final Node<K, V> first;

    private SortedTree(Comparator<? super K> order, Node<K, V> root) {
        this.order = order;
        this.root = root;
        this.first = leftmost(root);
    }

    static <K, V> SortedTree<K, V> sortedBy(Comparator<? super K> order) {
        return new SortedTree<>(order, null);
    }

    /** All of these at once, which costs one sort. Of two equal keys the later one stays. */
    static <T, K, V> SortedTree<K, V> of(
            Comparator<? super K> order,
            Collection<T> items,
            Function<T, K> key,
            Function<T, V> value) {
        List<T> sorted = new ArrayList<>(items);
        sorted.sort((one, other) -> order.compare(key.apply(one), key.apply(other)));
        List<T> distinct = new ArrayList<>(sorted.size());
        for (T item : sorted) {
            if (!distinct.isEmpty()
                    && order.compare(key.apply(distinct.getLast()), key.apply(item)) == 0) {
                distinct.removeLast();
            }
            distinct.add(item);
        }
        return new SortedTree<>(order, balanced(distinct, 0, distinct.size(), key, value));
    }

    private static <T, K, V> Node<K, V> balanced(
            List<T> sorted, int from, int to, Function<T, K> key, Function<T, V> value) {
        if (from == to) {
            return null;
        }
        int middle = (from + to) >>> 1;
        T item = sorted.get(middle);
        return Node.of(
                key.apply(item),
                value.apply(item),
                balanced(sorted, from, middle, key, value),
                balanced(sorted, middle + 1, to, key, value));
    }

    int size() {
        return sizeOf(root);
    }

    boolean isEmpty() {
        return root == null;
    }

    Optional<V> get(K key) {
        Node<K, V> node = root;
        while (node != null) {
            int compared = order.compare(key, node.key);
            if (compared == 0) {
                return Optional.of(node.value);
            }
            node = compared < 0 ? node.left : node.right;
        }
        return Optional.empty();
    }

    SortedTree<K, V> with(K key, V value) {
        return new SortedTree<>(order, with(root, key, value));
    }

    SortedTree<K, V> without(K key) {
        Node<K, V> left = without(root, key);
        return left == root ? this : new SortedTree<>(order, left);
    }

    /** The values from the first key on, for as long as keys are as asked. */
    List<V> firstWhile(Predicate<? super K> asked) {
        if (first == null || !asked.test(first.key)) {
            return List.of();
        }
        List<V> values = new ArrayList<>();
        for (Node<K, V> node : this) {
            if (!asked.test(node.key)) {
                break;
            }
            values.add(node.value);
        }
        return values;
    }

    List<V> values() {
        return firstWhile(key -> true);
    }

    @Override
    public Iterator<Node<K, V>> iterator() {
        Deque<Node<K, V>> path = new ArrayDeque<>();
        pushLeft(path, root);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !path.isEmpty();
            }

            @Override
            public Node<K, V> next() {
                if (path.isEmpty()) {
                    throw new NoSuchElementException();
                }
                Node<K, V> node = path.pop();
                pushLeft(path, node.right);
                return node;
            }
        };
    }

    private static <K, V> void pushLeft(Deque<Node<K, V>> path, Node<K, V> from) {
        for (Node<K, V> node = from; node != null; node = node.left) {
            path.push(node);
        }
    }

    private Node<K, V> with(Node<K, V> node, K key, V value) {
        if (node == null) {
            return Node.of(key, value, null, null);
        }
        int compared = order.compare(key, node.key);
        if (compared == 0) {
            return Node.of(key, value, node.left, node.right);
        }
        return compared < 0
                ? balanced(node.key, node.value, with(node.left, key, value), node.right)
                : balanced(node.key, node.value, node.left, with(node.right, key, value));
    }

    private Node<K, V> without(Node<K, V> node, K key) {
        if (node == null) {
            return null;
        }
        int compared = order.compare(key, node.key);
        if (compared < 0) {
            Node<K, V> left = without(node.left, key);
            return left == node.left ? node : balanced(node.key, node.value, left, node.right);
        }
        if (compared > 0) {
            Node<K, V> right = without(node.right, key);
            return right == node.right ? node : balanced(node.key, node.value, node.left, right);
        }
        if (node.left == null) {
            return node.right;
        }
        if (node.right == null) {
            return node.left;
        }
        Node<K, V> next = leftmost(node.right);
        return balanced(next.key, next.value, node.left, without(node.right, next.key));
    }

    private static <K, V> Node<K, V> balanced(K key, V value, Node<K, V> left, Node<K, V> right) {
        int lean = heightOf(left) - heightOf(right);
        if (lean > 1) {
            if (heightOf(left.left) >= heightOf(left.right)) {
                return Node.of(
                        left.key, left.value, left.left, Node.of(key, value, left.right, right));
            }
            Node<K, V> top = left.right;
            return Node.of(
                    top.key,
                    top.value,
                    Node.of(left.key, left.value, left.left, top.left),
                    Node.of(key, value, top.right, right));
        }
        if (lean < -1) {
            if (heightOf(right.right) >= heightOf(right.left)) {
                return Node.of(
                        right.key, right.value, Node.of(key, value, left, right.left), right.right);
            }
            Node<K, V> top = right.left;
            return Node.of(
                    top.key,
                    top.value,
                    Node.of(key, value, left, top.left),
                    Node.of(right.key, right.value, top.right, right.right));
        }
        return Node.of(key, value, left, right);
    }

    private static <K, V> Node<K, V> leftmost(Node<K, V> node) {
        Node<K, V> leftmost = node;
        while (leftmost != null && leftmost.left != null) {
            leftmost = leftmost.left;
        }
        return leftmost;
    }

    private static int heightOf(Node<?, ?> node) {
        return node == null ? 0 : node.height;
    }

    private static int sizeOf(Node<?, ?> node) {
        return node == null ? 0 : node.size;
    }
}
