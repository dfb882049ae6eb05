/** Clients and all that is theirs, the products they share, and the drafts of tariffs. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { clientSearch, overviewSearch, statementSearch } from "../pages/clients/client/search.ts";
import { clientsSearch } from "../pages/clients/filters.ts";
import { draftSearch } from "../pages/tariffs/draft/filters.ts";
import { historySearch } from "../parts/history/filters.ts";
import { incomingSearch } from "../parts/incoming/address.ts";
import { clientInvoicesSearch } from "../parts/invoices/invoice-search.ts";
import { listSearch } from "../parts/list-state.ts";
import { clientPaymentsSearch } from "../parts/payments/payment-search.ts";
import { routingSearch } from "../parts/routing/address.ts";
import { rulesSearch } from "../parts/rules/address.ts";
import { tariffSearch } from "../parts/tariff/address.ts";
import { frame } from "./frame.tsx";

const clients = createRoute({
  getParentRoute: () => frame,
  path: "/clients",
  validateSearch: clientsSearch,
  component: lazyRouteComponent(() => import("../pages/clients/page.tsx"), "ClientsPage"),
});

const newClient = createRoute({
  getParentRoute: () => clients,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/clients/new.tsx"), "NewClient"),
});

const client = createRoute({
  getParentRoute: () => frame,
  path: "/clients/$clientId",
  validateSearch: clientSearch,
  component: lazyRouteComponent(() => import("../pages/clients/client/page.tsx"), "ClientPage"),
});

const overview = createRoute({
  getParentRoute: () => client,
  path: "/",
  validateSearch: overviewSearch,
  component: lazyRouteComponent(() => import("../pages/clients/client/overview/page.tsx"), "OverviewTab"),
});

const destinations = createRoute({
  getParentRoute: () => client,
  path: "destinations",
  component: lazyRouteComponent(() => import("../pages/clients/client/destinations/page.tsx"), "DestinationsTab"),
});

const clientPrices = createRoute({
  getParentRoute: () => destinations,
  path: "/",
  validateSearch: tariffSearch,
  component: lazyRouteComponent(() => import("../pages/clients/client/destinations/prices.tsx"), "ClientPrices"),
});

const clientRouting = createRoute({
  getParentRoute: () => destinations,
  path: "routing",
  validateSearch: routingSearch,
  component: lazyRouteComponent(() => import("../pages/clients/client/destinations/routing.tsx"), "PersonalRouting"),
});

const payments = createRoute({
  getParentRoute: () => client,
  path: "payments",
  component: lazyRouteComponent(() => import("../pages/clients/client/payments/page.tsx"), "PaymentsTab"),
});

/** The log has the tab's own address; a payment opens over it. */
const paymentLog = createRoute({
  getParentRoute: () => payments,
  id: "log",
  validateSearch: clientPaymentsSearch,
  component: lazyRouteComponent(() => import("../pages/clients/client/payments/log.tsx"), "PaymentLog"),
});

const paymentLogAlone = createRoute({ getParentRoute: () => paymentLog, path: "/" });

const payment = createRoute({
  getParentRoute: () => paymentLog,
  path: "$paymentId",
  component: lazyRouteComponent(() => import("../pages/clients/client/payments/payment.tsx"), "ClientPayment"),
});

const clientInvoices = createRoute({
  getParentRoute: () => payments,
  path: "invoices",
  validateSearch: clientInvoicesSearch,
  component: lazyRouteComponent(() => import("../pages/clients/client/payments/invoices.tsx"), "ClientInvoices"),
});

const newClientInvoice = createRoute({
  getParentRoute: () => clientInvoices,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/clients/client/payments/invoices.tsx"), "NewClientInvoice"),
});

const clientRefunds = createRoute({
  getParentRoute: () => payments,
  path: "refunds",
  validateSearch: listSearch(),
  component: lazyRouteComponent(() => import("../pages/clients/client/payments/refunds.tsx"), "ClientRefunds"),
});

const refundMessages = createRoute({
  getParentRoute: () => clientRefunds,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/clients/client/payments/refund-messages.tsx"), "RefundMessages"),
});

const clientStatement = createRoute({
  getParentRoute: () => payments,
  path: "statement",
  validateSearch: statementSearch,
  component: lazyRouteComponent(() => import("../pages/clients/client/payments/statement.tsx"), "ClientStatement"),
});

const clientRules = createRoute({
  getParentRoute: () => client,
  path: "rules",
  component: lazyRouteComponent(() => import("../pages/clients/client/rules/page.tsx"), "RulesTab"),
});

const clientContentRules = createRoute({
  getParentRoute: () => clientRules,
  path: "/",
  validateSearch: rulesSearch,
  component: lazyRouteComponent(() => import("../pages/clients/client/rules/page.tsx"), "ClientContentRules"),
});

const clientSenderRules = createRoute({
  getParentRoute: () => clientRules,
  path: "sender",
  validateSearch: rulesSearch,
  component: lazyRouteComponent(() => import("../pages/clients/client/rules/page.tsx"), "ClientSenderRules"),
});

const incoming = createRoute({
  getParentRoute: () => client,
  path: "incoming",
  component: lazyRouteComponent(() => import("../pages/clients/client/incoming/page.tsx"), "IncomingTab"),
});

/** The numbers have the tab's own address; their drawers open over them. */
const receptionNumbers = createRoute({
  getParentRoute: () => incoming,
  id: "numbers",
  validateSearch: listSearch("q"),
  component: lazyRouteComponent(() => import("../pages/clients/client/incoming/numbers.tsx"), "ReceptionNumbers"),
});

const receptionNumbersAlone = createRoute({ getParentRoute: () => receptionNumbers, path: "/" });

const newReceptionNumbers = createRoute({
  getParentRoute: () => receptionNumbers,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/clients/client/incoming/number.tsx"), "NewReceptionNumbers"),
});

const editReceptionNumber = createRoute({
  getParentRoute: () => receptionNumbers,
  path: "$numberId",
  component: lazyRouteComponent(() => import("../pages/clients/client/incoming/number.tsx"), "EditReceptionNumber"),
});

const clientIncomingLog = createRoute({
  getParentRoute: () => incoming,
  path: "log",
  validateSearch: incomingSearch,
  component: lazyRouteComponent(() => import("../pages/clients/client/incoming/log.tsx"), "ClientIncomingLog"),
});

const clientIncomingMessage = createRoute({
  getParentRoute: () => clientIncomingLog,
  path: "$messageId",
  component: lazyRouteComponent(() => import("../pages/clients/client/incoming/log.tsx"), "ClientIncomingMessage"),
});

const smpp = createRoute({
  getParentRoute: () => client,
  path: "smpp",
  component: lazyRouteComponent(() => import("../pages/clients/client/smpp/page.tsx"), "SmppTab"),
});

const newCredential = createRoute({
  getParentRoute: () => smpp,
  path: "credentials/new",
  component: lazyRouteComponent(() => import("../pages/clients/client/smpp/credential.tsx"), "NewCredential"),
});

const editCredential = createRoute({
  getParentRoute: () => smpp,
  path: "credentials/$credentialId",
  component: lazyRouteComponent(() => import("../pages/clients/client/smpp/credential.tsx"), "EditCredential"),
});

const rotateCredential = createRoute({
  getParentRoute: () => smpp,
  path: "credentials/$credentialId/rotate",
  component: lazyRouteComponent(() => import("../pages/clients/client/smpp/rotate.tsx"), "RotateCredential"),
});

const history = createRoute({
  getParentRoute: () => client,
  path: "history",
  validateSearch: historySearch,
  component: lazyRouteComponent(() => import("../pages/clients/client/history/page.tsx"), "HistoryTab"),
});

const products = createRoute({
  getParentRoute: () => frame,
  path: "/products",
  component: lazyRouteComponent(() => import("../pages/products/page.tsx"), "ProductsPage"),
});

const newProduct = createRoute({
  getParentRoute: () => products,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/products/form.tsx"), "NewProduct"),
});

const product = createRoute({
  getParentRoute: () => frame,
  path: "/products/$productId",
  component: lazyRouteComponent(() => import("../pages/products/product/page.tsx"), "ProductPage"),
});

/** The prices have the product's own address; its name and comment open over them. */
const productPrices = createRoute({
  getParentRoute: () => product,
  id: "prices",
  validateSearch: tariffSearch,
  component: lazyRouteComponent(() => import("../pages/products/product/prices.tsx"), "ProductPrices"),
});

const productPricesAlone = createRoute({ getParentRoute: () => productPrices, path: "/" });

const productRoutes = createRoute({
  getParentRoute: () => product,
  path: "routes",
  validateSearch: routingSearch,
  component: lazyRouteComponent(() => import("../pages/products/product/routes.tsx"), "ProductRoutes"),
});

const productHistory = createRoute({
  getParentRoute: () => product,
  path: "history",
  validateSearch: historySearch,
  component: lazyRouteComponent(() => import("../pages/products/product/history.tsx"), "ProductHistory"),
});

const editProduct = createRoute({
  getParentRoute: () => productPrices,
  path: "edit",
  component: lazyRouteComponent(() => import("../pages/products/form.tsx"), "EditProduct"),
});

const copyProduct = createRoute({
  getParentRoute: () => productPrices,
  path: "copy",
  component: lazyRouteComponent(() => import("../pages/products/form.tsx"), "CopyProduct"),
});

const giveProduct = createRoute({
  getParentRoute: () => productPrices,
  path: "clients",
  component: lazyRouteComponent(() => import("../pages/products/product/clients.tsx"), "GiveProduct"),
});

/** A draft of any tariff: a client's or product's prices, a supplier's costs. */
const tariffDraft = createRoute({
  getParentRoute: () => frame,
  path: "/tariffs/$tariff/drafts/$draftId",
  validateSearch: draftSearch,
  component: lazyRouteComponent(() => import("../pages/tariffs/draft/page.tsx"), "DraftPage"),
});

export const clientsRoutes = {
  clients: clients.addChildren({ newClient }),
  client: client.addChildren({
    overview,
    destinations: destinations.addChildren({ clientPrices, clientRouting }),
    payments: payments.addChildren({
      paymentLog: paymentLog.addChildren({ paymentLogAlone, payment }),
      clientInvoices: clientInvoices.addChildren({ newClientInvoice }),
      clientRefunds: clientRefunds.addChildren({ refundMessages }),
      clientStatement,
    }),
    clientRules: clientRules.addChildren({ clientContentRules, clientSenderRules }),
    incoming: incoming.addChildren({
      receptionNumbers: receptionNumbers.addChildren({
        receptionNumbersAlone,
        newReceptionNumbers,
        editReceptionNumber,
      }),
      clientIncomingLog: clientIncomingLog.addChildren({ clientIncomingMessage }),
    }),
    smpp: smpp.addChildren({ newCredential, editCredential, rotateCredential }),
    history,
  }),
  products: products.addChildren({ newProduct }),
  product: product.addChildren({
    productPrices: productPrices.addChildren({ productPricesAlone, editProduct, copyProduct, giveProduct }),
    productRoutes,
    productHistory,
  }),
  tariffDraft,
};
