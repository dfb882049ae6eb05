/** How answers are kept: fresh for a moment, asked for again after every change, signed out on 401. */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isUnauthenticated, isWorthRetrying } from "./api.ts";

export function createQueries(onSignedOut: () => unknown): QueryClient {
  const onError = (error: unknown) => {
    if (isUnauthenticated(error) && !location.pathname.startsWith("/sign-in")) onSignedOut();
  };
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    // A change may show in many places; what is on screen is asked for again, the rest when it is looked at.
    mutationCache: new MutationCache({ onError, onSuccess: () => queries.invalidateQueries() }),
    defaultOptions: { queries: { staleTime: 2000, retry: isWorthRetrying } },
  });
  return queries;
}
