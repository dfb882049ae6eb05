/**
 * Thousands of phrases found in one pass over a text (Aho and Corasick): each character leads along the tree of the
 * phrases, or by failure links to the longest beginning of a phrase that the text ends in. Letter case is ignored.
 */
import { unitsOf } from "@switchyard/sms";
import { foldedLow, isLowSurrogate } from "./fold.ts";
import { Openings } from "./openings.ts";
import { ChildTable, growTree, type PhraseTree } from "./phrase-tree.ts";
import { ASCII_END, UnitClasses } from "./unit-classes.ts";

const ROOT = 0;
const NONE = -1;

/** Entries of the table by node and class: half a megabyte for the largest of lists. */
const ENTRIES_MAX = 1 << 17;

/** The compiled phrases, all of it in typed arrays. */
export class Phrases {
  readonly size: number;
  readonly #classes: UnitClasses;
  readonly #openings: Openings;
  /**
   * Where each class leads from the first nodes, those near the root, in which nearly all characters are read: twice the
   * node, and one more if a phrase ends there, so that a character takes no further look.
   */
  readonly #leads: Int32Array;
  readonly #leadingNodes: number;
  /** Children of the deeper nodes. */
  readonly #children: ChildTable;
  readonly #failures: Int32Array;
  /** Of a node and the nodes of its failure links, the nearest in which a phrase ends; the root for none. */
  readonly #endings: Int32Array;
  /** The first phrase that ends in a node, and the next phrase of the same words. */
  readonly #firstOf: Int32Array;
  readonly #nextOf: Int32Array;

  /** Phrases with letter case folded, none of them empty; they are told by their index. */
  constructor(phrases: readonly string[]) {
    this.size = phrases.length;
    this.#classes = new UnitClasses(phrases);
    this.#openings = new Openings(phrases);
    const tree = growTree(phrases, this.#classes);
    const { count } = this.#classes;
    this.#leadingNodes = Math.min(tree.size, Math.max(1, Math.floor(ENTRIES_MAX / count)));
    this.#leads = new Int32Array(this.#leadingNodes * count);
    this.#children = new ChildTable(tree.parents, tree.classes, tree.size);
    this.#failures = new Int32Array(tree.size);
    this.#endings = new Int32Array(tree.size);
    this.#firstOf = new Int32Array(tree.size).fill(NONE);
    this.#nextOf = new Int32Array(phrases.length);
    for (let index = phrases.length - 1; index >= 0; index--) {
      const node = tree.ends[index] as number;
      this.#nextOf[index] = this.#firstOf[node] as number;
      this.#firstOf[node] = index;
    }
    this.#link(tree);
  }

  /** Tells each phrase at each place with the offset after its end, in the order of these offsets. */
  find(text: string, found: (phrase: number, end: number) => void): void {
    if (this.size === 0) return;
    const classes = this.#classes;
    const { ascii, count } = classes;
    const leads = this.#leads;
    const leadingNodes = this.#leadingNodes;
    const units = unitsOf(text);
    const { length } = text;
    let node = ROOT;
    for (let at = 0; at < length; at++) {
      if (node === ROOT) at = this.#openings.next(units, at, length);
      const unit = units[at] as number;
      const ofClass =
        unit < ASCII_END ? (ascii[unit] as number) : classes.of(isLowSurrogate(unit) ? foldedLow(text, at) : unit);
      const lead = node < leadingNodes ? (leads[node * count + ofClass] as number) : this.#lead(node, ofClass);
      node = lead >>> 1;
      if ((lead & 1) === 1) this.#tell(this.#endings[node] as number, at + 1, found);
    }
  }

  #lead(from: number, ofClass: number): number {
    const node = this.#step(from, ofClass);
    return (node << 1) | Number(this.#endings[node] !== ROOT);
  }

  #tell(first: number, end: number, found: (phrase: number, end: number) => void): void {
    for (let ending = first; ending !== ROOT; ) {
      for (let at = this.#firstOf[ending] as number; at !== NONE; at = this.#nextOf[at] as number) found(at, end);
      ending = this.#endings[this.#failures[ending] as number] as number;
    }
  }

  #step(from: number, ofClass: number): number {
    if (ofClass === 0) return ROOT;
    let node = from;
    while (node >= this.#leadingNodes) {
      const child = this.#children.find(node, ofClass);
      if (child !== ROOT) return child;
      node = this.#failures[node] as number;
    }
    return (this.#leads[node * this.#classes.count + ofClass] as number) >>> 1;
  }

  #link({ size, parents, classes }: PhraseTree): void {
    const { count } = this.#classes;
    for (let node = 1; node < size; node++) {
      const parent = parents[node] as number;
      if (parent < this.#leadingNodes) this.#leads[parent * count + (classes[node] as number)] = node << 1;
      else this.#children.add(node);
    }
    // Away from the root: what a node fails to is nearer to it, and so already linked.
    for (let node = 1; node < size; node++) {
      const parent = parents[node] as number;
      const failure = parent === ROOT ? ROOT : this.#step(this.#failures[parent] as number, classes[node] as number);
      this.#failures[node] = failure;
      this.#endings[node] = this.#firstOf[node] === NONE ? (this.#endings[failure] as number) : node;
      if (node < this.#leadingNodes) this.#inherit(node, failure);
    }
    for (let at = 0; at < this.#leads.length; at++) {
      const node = (this.#leads[at] as number) >>> 1;
      if (this.#endings[node] !== ROOT) this.#leads[at] = (node << 1) | 1;
    }
  }

  /** Where a node has no child the class leads as it does from where the node fails to. */
  #inherit(node: number, failure: number): void {
    const { count } = this.#classes;
    const leads = this.#leads;
    for (let ofClass = 1; ofClass < count; ofClass++) {
      leads[node * count + ofClass] ||= leads[failure * count + ofClass] as number;
    }
  }
}
