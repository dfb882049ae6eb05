/** A new password for a credential; the old one stays good for an overlap, so that the client can change over. */
import { Select, Skeleton, Stack, Text } from "@mantine/core";
import { adminEndpoints, type Credential } from "@switchyard/contract";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useSend } from "../../../../api.ts";
import { useContractForm } from "../../../../parts/contract-form.ts";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { ProblemNote } from "../../../../parts/problem.tsx";
import { RouteDrawer, SaveFoot } from "../../../../parts/route-drawer.tsx";
import { formatMoment } from "../../../../parts/time.tsx";
import { NewPassword, useCloseToSmpp } from "./credential.tsx";
import { useCredentials } from "./credentials.tsx";

const route = getRouteApi("/signed-in/clients/$clientId/smpp/credentials/$credentialId/rotate");

const overlaps = [
  { value: "0", label: "None: the old password ends now" },
  { value: "60", label: "1 hour" },
  { value: "1440", label: "1 day" },
  { value: "10080", label: "7 days" },
  { value: "43200", label: "30 days" },
];

export function RotateCredential() {
  const credentialId = Number(route.useParams().credentialId);
  const close = useCloseToSmpp();
  const { data } = useCredentials();
  const [made, setMade] = useState<{ credential: Credential; password: string }>();
  const credential = data?.items.find(({ id }) => id === credentialId);
  const until = made?.credential.oldPasswordUntil;
  return (
    <RouteDrawer title={`New password for ${credential?.systemId ?? ""}`} onClose={close}>
      {!data && <Skeleton height={120} />}
      {data && !credential && <EmptyState title="There is no such credential">It may have been deleted.</EmptyState>}
      {made ? (
        <NewPassword
          systemId={made.credential.systemId}
          password={made.password}
          note={
            until
              ? `The old password stays good until ${formatMoment(until)}. This one is shown now and never again.`
              : "The old password is no longer good. This one is shown now and never again."
          }
        />
      ) : (
        credential && <RotateForm credential={credential} onMade={setMade} />
      )}
    </RouteDrawer>
  );
}

interface RotateFormProps {
  credential: Credential;
  onMade: (made: { credential: Credential; password: string }) => void;
}

function RotateForm({ credential, onMade }: RotateFormProps) {
  const rotate = useSend("rotateCredential");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.rotateCredential.body,
    initialValues: { overlapMinutes: "1440" },
    toBody: ({ overlapMinutes }) => ({ overlapMinutes: Number(overlapMinutes) }),
    submit: async (body) => {
      const params = { clientId: credential.clientId, credentialId: credential.id };
      onMade(await rotate.mutateAsync({ params, body }));
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {problem !== undefined && <ProblemNote error={problem} />}
        <Text size="sm">
          A new password is made and shown once. Sessions that are bound stay bound; binds with the old password work
          for the overlap.
        </Text>
        <Select
          label="Overlap"
          allowDeselect={false}
          data={overlaps}
          data-autofocus
          {...form.getInputProps("overlapMinutes")}
        />
      </Stack>
      <SaveFoot action="Make new password" working={working} />
    </form>
  );
}
