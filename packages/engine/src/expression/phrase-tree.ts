/** The tree of a list of phrases, by the classes of their characters; a node is a number, and 0 the root. */
import type { UnitClasses } from "./unit-classes.ts";

/** Open addressing: the child of a node by a class, told by the child's own parent and class. 0, the root, is none. */
export class ChildTable {
  readonly #parents: Int32Array;
  readonly #classes: Uint16Array;
  readonly #slots: Int32Array;
  readonly #mask: number;

  /** The tables of nodes may be filled later, before a node is added. */
  constructor(parents: Int32Array, classes: Uint16Array, children: number) {
    this.#parents = parents;
    this.#classes = classes;
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(4, children * 2))));
    this.#mask = this.#slots.length - 1;
  }

  find(parent: number, ofClass: number): number {
    for (let slot = slotOf(parent, ofClass) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const child = this.#slots[slot] as number;
      if (child === 0 || (this.#parents[child] === parent && this.#classes[child] === ofClass)) return child;
    }
  }

  /** Adds a node that is not there yet. */
  add(node: number): void {
    let slot = slotOf(this.#parents[node] as number, this.#classes[node] as number) & this.#mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
    this.#slots[slot] = node;
  }
}

export interface PhraseTree {
  readonly size: number;
  /** By node. A parent has a lower number than its children, for nodes are numbered by their depth. */
  readonly parents: Int32Array;
  /** The class that leads to a node. */
  readonly classes: Uint16Array;
  /** The node in which each phrase ends. */
  readonly ends: Int32Array;
}

export function growTree(phrases: readonly string[], unitClasses: UnitClasses): PhraseTree {
  let nodesMax = 1;
  for (const phrase of phrases) nodesMax += phrase.length;
  const parents = new Int32Array(nodesMax);
  const classes = new Uint16Array(nodesMax);
  const depths = new Int32Array(nodesMax);
  const children = new ChildTable(parents, classes, nodesMax);
  let size = 1;
  const ends = Int32Array.from(phrases, (phrase) => {
    let node = 0;
    for (let at = 0; at < phrase.length; at++) {
      const ofClass = unitClasses.of(phrase.charCodeAt(at));
      let child = children.find(node, ofClass);
      if (child === 0) {
        child = size++;
        parents[child] = node;
        classes[child] = ofClass;
        depths[child] = at + 1;
        children.add(child);
      }
      node = child;
    }
    return node;
  });
  return numberedByDepth({ size, parents, classes, ends }, depths);
}

function numberedByDepth({ size, parents, classes, ends }: PhraseTree, depths: Int32Array): PhraseTree {
  const order = Int32Array.from({ length: size }, (_, node) => node);
  order.sort((a, b) => (depths[a] as number) - (depths[b] as number) || a - b);
  const numbers = new Int32Array(size);
  order.forEach((node, number) => {
    numbers[node] = number;
  });
  const numberOf = (node: number): number => numbers[node] as number;
  return {
    size,
    parents: order.map((node) => numberOf(parents[node] as number)),
    classes: Uint16Array.from(order, (node) => classes[node] as number),
    ends: ends.map(numberOf),
  };
}

function slotOf(parent: number, ofClass: number): number {
  const mixed = Math.imul(parent ^ Math.imul(ofClass, 0x9e3779b1), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
