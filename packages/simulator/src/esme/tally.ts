/** Counts what becomes of a load: answers, receipts, what came twice, what never came, and how long it took. */
import type { PduOf } from "@switchyard/smpp";
import { statusName } from "@switchyard/smpp";
import { Histogram } from "../histogram.ts";
import { limits } from "../limits.ts";
import { countIn } from "../smsc/counters.ts";
import { IdTable } from "./id-table.ts";
import { readDelivered } from "./receipt-reader.ts";

/** The id table keeps times as whole units of this many microseconds: 32 bits last four days. */
const unitMicros = 100;

export class Tally {
  messages = 0;
  submits = 0;
  acknowledged = 0;
  readonly rejected: Record<string, number> = {};
  throttled = 0;
  unanswered = 0;
  duplicateIds = 0;
  receiptsExpected = 0;
  readonly receipts: Record<string, number> = {};
  receiptsMatched = 0;
  duplicateReceipts = 0;
  intermediateReceipts = 0;
  unreadableReceipts = 0;
  mobileOriginated = 0;
  firstSubmitMs: number | undefined;
  lastAnswerMs = 0;
  lastReceiptMs = 0;
  readonly submitLatency = new Histogram();
  readonly receiptLatency = new Histogram();
  readonly #ids = new IdTable(limits.idsPerGeneration);
  #strangers = 0;

  /** Receipts still to come for what was acknowledged. */
  get receiptsMissing(): number {
    return this.receiptsExpected - this.receiptsMatched;
  }

  /** Receipts for ids that no response has given. */
  get unmatchedReceipts(): number {
    return this.#strangers;
  }

  submitted(nowMs: number): void {
    this.submits += 1;
    this.firstSubmitMs ??= nowMs;
  }

  /** A response with ESME_ROK; true when this id had not been given before. */
  acknowledge(id: string, sentAtMs: number, nowMs: number, awaitsReceipt: boolean): boolean {
    this.acknowledged += 1;
    this.lastAnswerMs = nowMs;
    this.submitLatency.record((nowMs - sentAtMs) * 1_000);
    const result = this.#ids.acknowledge(id, toUnits(sentAtMs), awaitsReceipt);
    if (result.kind === "duplicate") {
      this.duplicateIds += 1;
      return false;
    }
    if (awaitsReceipt) this.receiptsExpected += 1;
    if (result.kind === "early") {
      this.#strangers -= 1;
      if (awaitsReceipt) this.receiptsMatched += 1;
      this.receiptLatency.record((result.receiptAt - toUnits(sentAtMs)) * unitMicros);
    }
    return true;
  }

  reject(command_status: number, nowMs: number): void {
    this.lastAnswerMs = nowMs;
    countIn(this.rejected, statusName(command_status));
  }

  deliver(pdu: PduOf<"deliver_sm">, nowMs: number): void {
    const read = readDelivered(pdu);
    if (read.kind === "message") this.mobileOriginated += 1;
    else if (read.kind === "unreadable") this.unreadableReceipts += 1;
    else if (!read.isFinal) this.intermediateReceipts += 1;
    else this.#receipt(read.id, read.state, nowMs);
  }

  #receipt(id: string, state: string, nowMs: number): void {
    this.lastReceiptMs = nowMs;
    const result = this.#ids.receipt(id, toUnits(nowMs));
    if (result.kind === "duplicate") {
      this.duplicateReceipts += 1;
      return;
    }
    countIn(this.receipts, state);
    if (result.kind === "unknown") {
      this.#strangers += 1;
    } else {
      this.receiptsMatched += 1;
      this.receiptLatency.record((toUnits(nowMs) - result.sentAt) * unitMicros);
    }
  }
}

function toUnits(ms: number): number {
  return Math.round((ms * 1_000) / unitMicros) >>> 0;
}
