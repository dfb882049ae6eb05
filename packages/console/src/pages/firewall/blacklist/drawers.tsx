/** Drawers of the black list: numbers put on it and taken off it, files imported and taken back. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { adminEndpoints, type BlacklistImport } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { query, useMay, useSend } from "../../../api.ts";
import { ConfirmByTyping } from "../../../parts/confirm-by-typing.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { formatCount } from "../../../parts/figures.ts";
import { RouteDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";
import { Time } from "../../../parts/time.tsx";
import { NumberFileForm } from "../numbers/file-form.tsx";
import { PasteForm } from "../numbers/paste-form.tsx";
import { addedWords, counted } from "../numbers/words.ts";

function useClose() {
  const navigate = useNavigate();
  return useCallback(() => void navigate({ to: "/firewall/blacklist", search: true }), [navigate]);
}

export function AddBlacklistNumbers() {
  const add = useSend("addBlacklistNumbers");
  return (
    <RouteDrawer title="Add to the black list" onClose={useClose()}>
      <PasteForm
        schema={adminEndpoints.addBlacklistNumbers.body}
        hasComment
        action="Add numbers"
        onSend={async (body) => said(addedWords(await add.mutateAsync({ body })))}
      />
    </RouteDrawer>
  );
}

export function RemoveBlacklistNumbers() {
  const remove = useSend("removeBlacklistNumbers");
  return (
    <RouteDrawer title="Take off the black list" onClose={useClose()}>
      <PasteForm
        schema={adminEndpoints.removeBlacklistNumbers.body}
        action="Take off"
        onSend={async (body) => {
          const { removed, absent } = await remove.mutateAsync({ body });
          said(`${counted(removed)} taken off${absent > 0 ? `; ${counted(absent)} was not on the list` : ""}.`);
        }}
      />
    </RouteDrawer>
  );
}

export function ImportBlacklist() {
  const send = useSend("importBlacklist");
  return (
    <RouteDrawer title="Import to the black list" onClose={useClose()}>
      <NumberFileForm onSend={async (file) => said(addedWords(await send.mutateAsync(file)))} />
    </RouteDrawer>
  );
}

export function BlacklistImports() {
  const { data } = useQuery(query("listBlacklistImports", { query: { limit: 200 } }));
  const [chosen, setChosen] = useState<BlacklistImport>();
  const mayChange = useMay("firewall.write");
  const takeBack = useSend("deleteBlacklistImport");
  return (
    <RouteDrawer title="Imports" onClose={useClose()}>
      <Stack gap="md">
        {data?.items.length === 0 && (
          <EmptyState title="No imports">Files that were imported stand here and can be taken back.</EmptyState>
        )}
        {data?.items.map((one) => (
          <Group key={one.id} justify="space-between" wrap="nowrap" align="flex-start">
            <div>
              <Text fw={600} size="sm">
                {one.name}
              </Text>
              <Text size="sm" c="dimmed" component="div">
                <span className="figures">{formatCount(one.added)}</span> added
                {one.already > 0 && (
                  <>
                    , <span className="figures">{formatCount(one.already)}</span> were listed before
                  </>
                )}{" "}
                · {one.enteredBy} · <Time at={one.createdAt} />
              </Text>
            </div>
            {mayChange && (
              <Button variant="default" size="compact-sm" onClick={() => setChosen(one)}>
                Take back…
              </Button>
            )}
          </Group>
        ))}
      </Stack>
      {chosen && (
        <ConfirmByTyping
          opened
          onClose={() => setChosen(undefined)}
          title={`Take back ${chosen.name}?`}
          phrase={chosen.name}
          action="Take back"
          onConfirm={async () => {
            await takeBack.mutateAsync({ params: { importId: chosen.id } });
            said(`${chosen.name} is taken back.`);
          }}
        >
          The {counted(chosen.added)} that came with it leave the black list and can be written to again, unless they
          were listed in another way too.
        </ConfirmByTyping>
      )}
    </RouteDrawer>
  );
}
