/** What saving the draft does, whether those it concerns are told, and the two ways out: save it or throw it away. */
import { Button, Checkbox, Textarea } from "@mantine/core";
import { contractLimits, type TariffDraft, tariffName } from "@switchyard/contract";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useSend } from "../../../api.ts";
import { Note } from "../../../parts/note.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { said } from "../../../parts/said.ts";
import { withDrawer } from "../../../parts/tariff/address.ts";
import { forgetRead, lastRead } from "../../../parts/tariff/import/last-read.ts";
import { type Tariff, tariffPage, tariffParam, useMayChange } from "../../../parts/tariff/tariff.ts";
import classes from "./draft.module.css";
import { savedSentence, savingSentence, whyNotSaved } from "./words.ts";

interface SavePanelProps {
  draft: TariffDraft;
  /** The owner's name. */
  owner: string;
  tariff: Tariff;
}

export function SavePanel({ draft, owner, tariff }: SavePanelProps) {
  const { counts } = draft;
  const navigate = useNavigate();
  const mayChange = useMayChange(tariff.tariff);
  const [notice, setNotice] = useState<NoticeValues>({ notify: false, message: "" });
  const save = useSend("saveTariffDraft");
  const remove = useSend("deleteTariffDraft");
  if (!mayChange) return null;
  const params = { ...tariffParam(tariff), draftId: draft.id };
  const why = whyNotSaved(counts);
  const leave = () => {
    forgetRead();
    return navigate(tariffPage(tariff.tariff));
  };
  const onSave = async () => {
    const saved = await save.mutateAsync({ params, body: notice.notify ? notice : {} });
    said(savedSentence(saved));
    await leave();
  };
  const onRemove = async () => {
    // The page goes first: it would ask for the draft again, which is no more.
    await leave();
    await remove.mutateAsync({ params });
    said("The draft is thrown away. Nothing was changed.");
  };
  return (
    <section className={classes.panel} aria-label="Save the draft">
      <div className={classes.words}>
        {why ? (
          <Note tone={counts.bad > 0 ? "bad" : "wait"}>{why}</Note>
        ) : (
          <span className="figures">
            {savingSentence(counts, tariff.noun)} in the tariff of <b>{owner}</b>, all or none.
          </span>
        )}
        {!why && tariff.tariff.scope !== "supplier" && (
          <Notice scope={tariff.tariff.scope} notice={notice} onChange={setNotice} />
        )}
        {save.error && <ProblemNote error={save.error} />}
      </div>
      <div className={classes.buttons}>
        <ReadAgain draft={draft} tariff={tariff} />
        <Button variant="default" loading={remove.isPending} onClick={() => void onRemove().catch(said)}>
          Throw away
        </Button>
        <Button loading={save.isPending} disabled={why !== undefined} onClick={() => void onSave().catch(() => {})}>
          Save
        </Button>
      </div>
    </section>
  );
}

interface NoticeValues {
  notify: boolean;
  message: string;
}

interface NoticeProps {
  scope: "client" | "product";
  notice: NoticeValues;
  onChange: (notice: NoticeValues) => void;
}

const noticeLabels = {
  client: "Notify the client by mail",
  product: "Notify the product's clients by mail",
} as const;

function Notice({ scope, notice, onChange }: NoticeProps) {
  return (
    <>
      <Checkbox
        size="xs"
        label={noticeLabels[scope]}
        description="With the changes attached and the date from which they count."
        checked={notice.notify}
        onChange={(event) => onChange({ ...notice, notify: event.currentTarget.checked })}
      />
      {notice.notify && (
        <Textarea
          label="A word of yours in the mail"
          autosize
          minRows={2}
          maxLength={contractLimits.noteCharsMax}
          value={notice.message}
          onChange={(event) => onChange({ ...notice, message: event.currentTarget.value })}
        />
      )}
    </>
  );
}

/** Back to how the file was read, while this tab still has it. */
function ReadAgain({ draft, tariff }: Pick<SavePanelProps, "draft" | "tariff">) {
  if (!lastRead(tariffName(tariff.tariff), draft.id)) return null;
  return (
    <Button
      variant="default"
      renderRoot={(props) => (
        <Link {...props} {...tariffPage(tariff.tariff)} search={withDrawer({ tariff: "import" })} />
      )}
    >
      Read it differently
    </Button>
  );
}
