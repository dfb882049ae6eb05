/**
 * Latencies in constant memory: buckets that grow with the value, 64 to each power of two, so that a percentile is
 * right to better than 2 percent from one microsecond to more than an hour.
 */
const subBuckets = 64;
const subBucketBits = 6;
const highestMicros = 0xffffffff;
const bucketCount = (32 - subBucketBits + 1) * subBuckets;

export class Histogram {
  readonly #counts = new Float64Array(bucketCount);
  #count = 0;
  #sumMicros = 0;
  #maxMicros = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds one value; below zero counts as zero, above 71 minutes as 71 minutes. */
  record(micros: number): void {
    const value = Math.min(Math.max(Math.round(micros), 0), highestMicros);
    const bucket = bucketOf(value);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#count += 1;
    this.#sumMicros += value;
    if (value > this.#maxMicros) this.#maxMicros = value;
  }

  add(other: Histogram): void {
    for (let bucket = 0; bucket < bucketCount; bucket += 1) {
      this.#counts[bucket] = (this.#counts[bucket] ?? 0) + (other.#counts[bucket] ?? 0);
    }
    this.#count += other.#count;
    this.#sumMicros += other.#sumMicros;
    this.#maxMicros = Math.max(this.#maxMicros, other.#maxMicros);
  }

  /** The value that `share` (0 to 1) of all values do not exceed, in microseconds; 0 when empty. */
  percentileMicros(share: number): number {
    if (this.#count === 0) return 0;
    const wanted = Math.max(1, Math.ceil(share * this.#count));
    let seen = 0;
    for (let bucket = 0; bucket < bucketCount; bucket += 1) {
      seen += this.#counts[bucket] ?? 0;
      if (seen >= wanted) return Math.min(highestOf(bucket), this.#maxMicros);
    }
    return this.#maxMicros;
  }

  /** The usual figures in milliseconds, rounded to microseconds. */
  summary(): LatencySummary {
    const ms = (micros: number): number => Math.round(micros) / 1000;
    return {
      count: this.#count,
      meanMs: ms(this.#count === 0 ? 0 : this.#sumMicros / this.#count),
      p50Ms: ms(this.percentileMicros(0.5)),
      p90Ms: ms(this.percentileMicros(0.9)),
      p99Ms: ms(this.percentileMicros(0.99)),
      p999Ms: ms(this.percentileMicros(0.999)),
      maxMs: ms(this.#maxMicros),
    };
  }
}

export interface LatencySummary {
  readonly count: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
}

/** Values below 64 have a bucket each; above, the six bits after the leading one choose the bucket. */
function bucketOf(value: number): number {
  if (value < subBuckets) return value;
  const shift = 31 - Math.clz32(value) - subBucketBits;
  return (shift + 1) * subBuckets + ((value >>> shift) - subBuckets);
}

function highestOf(bucket: number): number {
  if (bucket < subBuckets) return bucket;
  const shift = Math.floor(bucket / subBuckets) - 1;
  return (subBuckets + (bucket % subBuckets) + 1) * 2 ** shift - 1;
}
