/** Finance: what clients pay and owe, and the books. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { creditNotesSearch } from "../pages/finance/credit-notes/filters.ts";
import { invoiceSearch } from "../pages/finance/invoices/invoice/search.ts";
import { invoicesSearch } from "../parts/invoices/invoice-search.ts";
import { listSearch } from "../parts/list-state.ts";
import { paymentsSearch } from "../parts/payments/payment-search.ts";
import { frame } from "./frame.tsx";

const allPayments = createRoute({
  getParentRoute: () => frame,
  path: "/finance/payments",
  validateSearch: paymentsSearch,
  component: lazyRouteComponent(() => import("../pages/finance/payments/page.tsx"), "PaymentsPage"),
});

const anyPayment = createRoute({
  getParentRoute: () => allPayments,
  path: "$clientId/$paymentId",
  component: lazyRouteComponent(() => import("../pages/finance/payments/page.tsx"), "AnyPayment"),
});

const invoices = createRoute({
  getParentRoute: () => frame,
  path: "/finance/invoices",
  validateSearch: invoicesSearch,
  component: lazyRouteComponent(() => import("../pages/finance/invoices/page.tsx"), "InvoicesPage"),
});

const newInvoice = createRoute({
  getParentRoute: () => invoices,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/finance/invoices/page.tsx"), "NewInvoice"),
});

const invoice = createRoute({
  getParentRoute: () => frame,
  path: "/finance/invoices/$invoiceId",
  validateSearch: invoiceSearch,
  component: lazyRouteComponent(() => import("../pages/finance/invoices/invoice/page.tsx"), "InvoicePage"),
});

const creditNotes = createRoute({
  getParentRoute: () => frame,
  path: "/finance/credit-notes",
  validateSearch: creditNotesSearch,
  component: lazyRouteComponent(() => import("../pages/finance/credit-notes/page.tsx"), "CreditNotesPage"),
});

const creditNote = createRoute({
  getParentRoute: () => creditNotes,
  path: "$creditNoteId",
  component: lazyRouteComponent(() => import("../pages/finance/credit-notes/credit-note.tsx"), "CreditNoteDrawer"),
});

const receivables = createRoute({
  getParentRoute: () => frame,
  path: "/finance/receivables",
  validateSearch: listSearch("currency"),
  component: lazyRouteComponent(() => import("../pages/finance/receivables/page.tsx"), "ReceivablesPage"),
});

const ledger = createRoute({
  getParentRoute: () => frame,
  path: "/finance/ledger",
  component: lazyRouteComponent(() => import("../pages/finance/ledger/page.tsx"), "LedgerPage"),
});

const ledgerProof = createRoute({
  getParentRoute: () => ledger,
  path: "proofs/$proofId",
  component: lazyRouteComponent(() => import("../pages/finance/ledger/proof-drawer.tsx"), "ProofDrawer"),
});

const exchangeRates = createRoute({
  getParentRoute: () => frame,
  path: "/finance/exchange-rates",
  validateSearch: listSearch("currency"),
  component: lazyRouteComponent(() => import("../pages/finance/exchange-rates/page.tsx"), "ExchangeRatesPage"),
});
const newExchangeRates = createRoute({
  getParentRoute: () => exchangeRates,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/finance/exchange-rates/new.tsx"), "NewExchangeRates"),
});

export const financeRoutes = {
  allPayments: allPayments.addChildren({ anyPayment }),
  invoices: invoices.addChildren({ newInvoice }),
  invoice,
  creditNotes: creditNotes.addChildren({ creditNote }),
  receivables,
  ledger: ledger.addChildren({ ledgerProof }),
  exchangeRates: exchangeRates.addChildren({ newExchangeRates }),
};
