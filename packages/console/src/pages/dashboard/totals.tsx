/** The figures of this second, and those of today. */
import type { Dashboard, LiveEvent, Throughput } from "@switchyard/contract";
import { Figure, FigureStrip } from "../../parts/figure.tsx";
import { formatCount, formatRate } from "../../parts/figures.ts";
import { Share } from "../../parts/share.tsx";

interface NowFiguresProps {
  throughput: Throughput | undefined;
  live: LiveEvent | undefined;
  sessions: number | undefined;
}

export function NowFigures({ throughput, live, sessions }: NowFiguresProps) {
  return (
    <FigureStrip>
      <Figure label="In, messages a second">{throughput && formatRate(throughput.submittedPerSecond)}</Figure>
      <Figure label="Out, parts a second">{throughput && formatRate(throughput.sentPerSecond)}</Figure>
      <Figure label="Delivered a second">{throughput && formatRate(throughput.deliveredPerSecond)}</Figure>
      <Figure label="Blocked a second">{throughput && formatRate(throughput.blockedPerSecond)}</Figure>
      <Figure label="In the queue">{throughput && formatCount(throughput.queued)}</Figure>
      <Figure label="Client sessions">{sessions === undefined ? undefined : formatCount(sessions)}</Figure>
      <Figure label="Event loop, p99">{live && `${live.eventLoopP99Ms.toFixed(1)} ms`}</Figure>
    </FigureStrip>
  );
}

export function TodayFigures({ dashboard }: { dashboard: Dashboard | undefined }) {
  const today = dashboard?.today;
  return (
    <FigureStrip>
      <Figure label="Accepted today">{today && formatCount(today.accepted)}</Figure>
      <Figure label="Parts today">{today && formatCount(today.parts)}</Figure>
      <Figure label="Delivered today">{today && formatCount(today.delivered)}</Figure>
      <Figure label="Delivery rate">{today && <Share of={today.deliveryRate} />}</Figure>
      <Figure label="Failed today">{today && formatCount(today.failed)}</Figure>
      <Figure label="Blocked today">{today && formatCount(today.blocked)}</Figure>
    </FigureStrip>
  );
}
