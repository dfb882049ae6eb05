/** The only place that talks to the switch: the contract's client, and query options derived from its endpoints. */
import {
  type AdminAnswer,
  type AdminCall,
  type AdminEndpointName,
  type AdminEndpoints,
  type CallOptions,
  createAdminClient,
  type Permission,
  type Problem,
  ProblemError,
} from "@switchyard/contract";
import { keepPreviousData, queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { z } from "zod";

// The page's policy forbids code made from strings, which the schemas would otherwise try to be faster with.
z.config({ jitless: true });

export const api = createAdminClient({ baseUrl: "" });

/** Endpoints that answer JSON to a GET: what can be a query. */
type QueryName = {
  [Name in AdminEndpointName]: AdminEndpoints[Name] extends { method: "GET"; response: z.ZodType } ? Name : never;
}[AdminEndpointName];

/** The query of an endpoint; the key is its name and the call, so that equal calls share their answer. */
export function query<Name extends QueryName>(name: Name, call?: AdminCall<Name>) {
  const fetchIt = api[name] as (call: AdminCall<Name> | undefined, options: CallOptions) => Promise<AdminAnswer<Name>>;
  return queryOptions({
    queryKey: [name, call ?? {}] as const,
    queryFn: ({ signal }) => fetchIt(call, { signal }),
  });
}

/** A query that is asked again every `everyMs` while its page is seen, and keeps the old answer while filters change. */
export function liveQuery<Name extends QueryName>(name: Name, call: AdminCall<Name> | undefined, everyMs: number) {
  return { ...query(name, call), refetchInterval: everyMs, placeholderData: keepPreviousData };
}

/** A change by an endpoint: `useSend("createClient").mutateAsync({ body })`. */
export function useSend<Name extends AdminEndpointName>(name: Name) {
  const send = api[name] as (call: AdminCall<Name>) => Promise<AdminAnswer<Name>>;
  return useMutation({ mutationFn: (call: AdminCall<Name>) => send(call) });
}

/** How often figures are asked for again where no stream brings them. */
export const refreshMs = { fast: 2000, usual: 5000, slow: 30_000 } as const;

export const sessionQuery = { ...query("getSession"), staleTime: 60_000 };

/** Whether the person signed in may do it; false until that is known. */
export function useMay(permission: Permission): boolean {
  const { data } = useQuery(sessionQuery);
  return data?.permissions.includes(permission) ?? false;
}

/** The problem the API stated, or undefined where the network failed. */
export function problemIn(error: unknown): Problem | undefined {
  return error instanceof ProblemError ? error.problem : undefined;
}

export function isUnauthenticated(error: unknown): boolean {
  return problemIn(error)?.code === "unauthenticated";
}

/** Whether asking again may help: not when the API refused. */
export function isWorthRetrying(failures: number, error: unknown): boolean {
  const problem = problemIn(error);
  return failures < 3 && (problem === undefined || problem.status >= 500);
}
