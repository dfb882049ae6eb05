import type { HttpTemplate, ShownRequest } from "@switchyard/contract";
import { callbackPathOf } from "../../suppliers/connections.ts";
import { type Sample, sampleMessage } from "../outgoing.ts";
import { orRefused } from "../unfit.ts";
import { shownRequestOf } from "./request.ts";
import { composeRequests } from "./values.ts";

/** A template that is being written, and a message to see it with. */
export interface RequestSample {
  readonly http: HttpTemplate;
  readonly systemId?: string | undefined;
  readonly message: Sample;
}

/** The id of a message that is not there. */
const SAMPLE_ID = 1_000_000_000_001;

/** The requests a template makes of a message, as they would be sent, secrets masked; refuses what it cannot carry. */
export function previewRequests(
  { http, systemId = "", message }: RequestSample,
  { nowMs, publicUrl }: { nowMs: number; publicUrl: string },
): Promise<{ requests: ShownRequest[]; parts: number }> {
  const sample = sampleMessage(message, SAMPLE_ID, nowMs);
  const own = { username: systemId, password: "", callback_url: `${publicUrl}${callbackPathOf("token")}` };
  return orRefused(() => {
    const requests = composeRequests(sample, { http, defaultAlphabet: "gsm7" }, nowMs).map(({ load }) => {
      const { headers, ...request } = shownRequestOf(http, { ...load, ...own });
      return { ...request, headers: [...headers] };
    });
    return { requests, parts: sample.parts };
  });
}
