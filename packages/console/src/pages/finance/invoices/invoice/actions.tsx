/** What can be done with an invoice, by where it stands. */
import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import { adminPath, type Invoice } from "@switchyard/contract";
import { IconCoins, IconDotsVertical, IconDownload, IconFileCheck, IconMail, IconRefresh } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useMay, useSend } from "../../../../api.ts";
import { formatDays } from "../../../../parts/calendar.ts";
import { ConfirmByTyping } from "../../../../parts/confirm-by-typing.tsx";
import { microsOf } from "../../../../parts/exact.ts";
import { said } from "../../../../parts/said.ts";
import type { InvoiceDrawer } from "./search.ts";

export function InvoiceActions({ invoice }: { invoice: Invoice }) {
  const mayWrite = useMay("invoices.write");
  const params = { invoiceId: invoice.id };
  return (
    <>
      {mayWrite && invoice.status === "draft" && <DraftActions invoice={invoice} />}
      {invoice.number !== null && invoice.status !== "void" && <IssuedActions invoice={invoice} mayWrite={mayWrite} />}
      <Button
        component="a"
        variant="default"
        leftSection={<IconDownload size={14} />}
        href={adminPath("invoicePdf", { params })}
      >
        PDF
      </Button>
      <Tooltip label="By day, destination and price">
        <Button
          component="a"
          variant="default"
          leftSection={<IconDownload size={14} />}
          href={adminPath("invoiceDetail", { params })}
          download
        >
          Detail CSV
        </Button>
      </Tooltip>
      {mayWrite && <MoreActions invoice={invoice} />}
    </>
  );
}

function DraftActions({ invoice }: { invoice: Invoice }) {
  const refresh = useSend("refreshInvoice");
  const start = () =>
    refresh.mutate(
      { params: { invoiceId: invoice.id } },
      { onSuccess: () => said("The lines are computed anew."), onError: said },
    );
  return (
    <>
      <DrawerButton drawer="issue" icon={<IconFileCheck size={14} />} primary>
        Issue
      </DrawerButton>
      <Button variant="default" leftSection={<IconRefresh size={14} />} loading={refresh.isPending} onClick={start}>
        Refresh
      </Button>
    </>
  );
}

function IssuedActions({ invoice, mayWrite }: { invoice: Invoice; mayWrite: boolean }) {
  const mayPay = useMay("payments.write");
  const isOpen = microsOf(invoice.open) > 0n;
  return (
    <>
      {mayWrite && (
        <DrawerButton drawer="send" icon={<IconMail size={14} />} primary={invoice.sentAt === null}>
          {invoice.sentAt === null ? "Send" : "Send again"}
        </DrawerButton>
      )}
      {mayPay && isOpen && (
        <Button
          variant="default"
          leftSection={<IconCoins size={14} />}
          renderRoot={(props) => (
            <Link
              {...props}
              to="/clients/$clientId/payments"
              params={{ clientId: String(invoice.clientId) }}
              search={{ drawer: "top-up", invoice: String(invoice.id) }}
            />
          )}
        >
          Enter payment
        </Button>
      )}
    </>
  );
}

/** What is rarer or can't be taken back. */
function MoreActions({ invoice }: { invoice: Invoice }) {
  const [deleting, setDeleting] = useState(false);
  const { status, number, net, creditNotes } = invoice;
  const isIssued = number !== null && status !== "void";
  if (status === "void") return null;
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label="More actions">
            <IconDotsVertical size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {status === "draft" && <DrawerItem drawer="comment">Edit comment</DrawerItem>}
          {status === "draft" && (
            <Menu.Item c="var(--sy-bad)" onClick={() => setDeleting(true)}>
              Delete draft
            </Menu.Item>
          )}
          {isIssued && microsOf(net) > 0n && <DrawerItem drawer="credit">Credit note</DrawerItem>}
          {isIssued && creditNotes.length === 0 && (
            <DrawerItem drawer="void" bad>
              Declare void
            </DrawerItem>
          )}
        </Menu.Dropdown>
      </Menu>
      <DeleteDraft invoice={invoice} opened={deleting} onClose={() => setDeleting(false)} />
    </>
  );
}

interface DeleteDraftProps {
  invoice: Invoice;
  opened: boolean;
  onClose: () => void;
}

function DeleteDraft({ invoice, opened, onClose }: DeleteDraftProps) {
  const navigate = useNavigate();
  const remove = useSend("deleteInvoice");
  return (
    <ConfirmByTyping
      opened={opened}
      onClose={onClose}
      title="Delete this draft"
      phrase={invoice.clientLogin}
      action="Delete draft"
      onConfirm={async () => {
        await remove.mutateAsync({ params: { invoiceId: invoice.id } });
        said("The draft is deleted.");
        await navigate({ to: "/finance/invoices" });
      }}
    >
      The draft for {formatDays({ from: invoice.periodFrom, to: invoice.periodTo })} goes. Its days can be invoiced
      again.
    </ConfirmByTyping>
  );
}

const opens = (drawer: InvoiceDrawer) => ({ to: ".", search: { drawer } as never, resetScroll: false }) as const;

interface DrawerButtonProps {
  drawer: InvoiceDrawer;
  icon: ReactNode;
  primary?: boolean;
  children: string;
}

function DrawerButton({ drawer, icon, primary = false, children }: DrawerButtonProps) {
  return (
    <Button
      variant={primary ? "filled" : "default"}
      leftSection={icon}
      renderRoot={(props) => <Link {...props} {...opens(drawer)} />}
    >
      {children}
    </Button>
  );
}

function DrawerItem({ drawer, bad = false, children }: { drawer: InvoiceDrawer; bad?: boolean; children: string }) {
  return (
    <Menu.Item {...(bad && { c: "var(--sy-bad)" })} renderRoot={(props) => <Link {...props} {...opens(drawer)} />}>
      {children}
    </Menu.Item>
  );
}
