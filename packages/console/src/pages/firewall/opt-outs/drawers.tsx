/** Drawers of the opt-outs: numbers pasted, or in a file, of one client or for all. */
import { adminEndpoints } from "@switchyard/contract";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useSend } from "../../../api.ts";
import { ClientSelect } from "../../../parts/library-selects.tsx";
import { RouteDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";
import { NumberFileForm } from "../numbers/file-form.tsx";
import { PasteForm } from "../numbers/paste-form.tsx";
import { addedWords } from "../numbers/words.ts";

const route = getRouteApi("/signed-in/firewall/opt-outs");

function useClose() {
  const navigate = useNavigate();
  return useCallback(() => void navigate({ to: "/firewall/opt-outs", search: true }), [navigate]);
}

/** The client the list is filtered by. */
function useFilteredClient(): string | undefined {
  const { client } = route.useSearch();
  return client === "everybody" ? undefined : client;
}

const ownerProps = {
  label: "From",
  placeholder: "Everybody",
  description: "The client they want nothing more from; empty: no client may write to them.",
  clearable: true,
} as const;

export function AddOptOuts() {
  const add = useSend("addOptOuts");
  const client = useFilteredClient();
  return (
    <RouteDrawer title="Add opt-outs" onClose={useClose()}>
      <PasteForm
        schema={adminEndpoints.addOptOuts.body}
        hasComment
        action="Add opt-outs"
        client={client}
        owner={(field) => <ClientSelect {...ownerProps} {...field("client")} />}
        bodyOf={(values) => ({ clientId: values.client ? Number(values.client) : null })}
        onSend={async (body) => said(addedWords(await add.mutateAsync({ body })))}
      />
    </RouteDrawer>
  );
}

export function ImportOptOuts() {
  const send = useSend("importOptOuts");
  const filtered = useFilteredClient();
  const [client, setClient] = useState<string | null>(filtered ?? null);
  return (
    <RouteDrawer title="Import opt-outs" onClose={useClose()}>
      <NumberFileForm
        owner={<ClientSelect {...ownerProps} value={client} onChange={setClient} />}
        onSend={async ({ upload, query }) => {
          const clientId = client ? Number(client) : "everybody";
          said(addedWords(await send.mutateAsync({ upload, query: { ...query, clientId } })));
        }}
      />
    </RouteDrawer>
  );
}
