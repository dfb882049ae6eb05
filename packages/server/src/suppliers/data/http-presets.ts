/** Templates of well-known HTTP APIs, after their public documentation. What is in capitals in an address is to be filled in. */
import type { HttpPreset, HttpTemplate } from "@switchyard/contract";

const json = (value: unknown): HttpTemplate["body"] => ({
  kind: "json",
  template: JSON.stringify(value, undefined, 2),
});
const fields = (given: Readonly<Record<string, string>>) =>
  Object.entries(given).map(([name, value]) => ({ name, value }));
const at = (path: string) => ({ from: "json", path }) as const;

const plain: Pick<HttpTemplate, "auth" | "headers" | "query" | "parts"> = {
  auth: "none",
  headers: [],
  query: [],
  parts: "whole",
};

export const httpPresets: readonly HttpPreset[] = [
  {
    id: "kannel",
    name: "Kannel sendsms (or any gateway like it)",
    says: "User name and password are those of a sendsms-user. The gateway gives no ids: its receipts name ours.",
    http: {
      ...plain,
      method: "GET",
      url: "https://kannel.example.com:13013/cgi-bin/sendsms",
      query: fields({
        username: "{{username}}",
        password: "{{password}}",
        from: "{{sender}}",
        to: "{{recipient_plus}}",
        text: "{{text}}",
        charset: "UTF-8",
        coding: "{{alphabet}}",
        validity: "{{validity_minutes}}",
        "dlr-mask": "31",
        "dlr-url": "{{callback_url}}?id={{message_id}}&state=%d&error=%A",
      }),
      body: { kind: "none" },
      alphabetWords: { gsm7: "0", latin1: "0", ucs2: "2", binary: "1" },
      success: {
        statuses: [200, 202],
        okWhen: null,
        id: { from: "message_id" },
        error: { from: "text", pattern: "^(\\d+):" },
      },
      callback: { from: "query", list: null, id: "id", state: "state", error: null, mo: null, answer: "OK" },
    },
    settings: {
      pauseErrors: ["429", "503"],
      receiptWords: [
        { word: "1", state: "DELIVRD" },
        { word: "2", state: "UNDELIV" },
        { word: "4", state: "ENROUTE" },
        { word: "8", state: "ACCEPTD" },
        { word: "16", state: "REJECTD" },
      ],
    },
  },
  {
    id: "twilio",
    name: "Twilio",
    says: "User name: the Account SID. Password: the Auth Token.",
    http: {
      ...plain,
      method: "POST",
      url: "https://api.twilio.com/2010-04-01/Accounts/{{username}}/Messages.json",
      auth: "basic",
      body: {
        kind: "form",
        fields: fields({
          From: "{{sender}}",
          To: "{{recipient_plus}}",
          Body: "{{text}}",
          StatusCallback: "{{callback_url}}",
        }),
      },
      success: { statuses: [200, 201], okWhen: null, id: at("$.sid"), error: at("$.code") },
      callback: {
        from: "form",
        list: null,
        id: "MessageSid",
        state: "MessageStatus",
        error: "ErrorCode",
        mo: { from: "From", to: "To", text: "Body" },
        answer: "",
      },
    },
    settings: {
      pauseErrors: ["429", "20429", "503"],
      receiptWords: [
        { word: "accepted", state: "ENROUTE" },
        { word: "scheduled", state: "ENROUTE" },
        { word: "sending", state: "ENROUTE" },
        { word: "undelivered", state: "UNDELIV" },
        { word: "failed", state: "REJECTD" },
      ],
    },
  },
  {
    id: "vonage",
    name: "Vonage (Nexmo) SMS API",
    says: "User name: the API key. Password: the API secret. Set webhooks to POST-JSON.",
    http: {
      ...plain,
      method: "POST",
      url: "https://rest.nexmo.com/sms/json",
      body: json({
        api_key: "{{username}}",
        api_secret: "{{password}}",
        from: "{{sender}}",
        to: "{{recipient}}",
        text: "{{text}}",
        type: "{{alphabet}}",
        "client-ref": "{{message_id}}",
        "status-report-req": true,
        callback: "{{callback_url}}",
      }),
      alphabetWords: { gsm7: "text", latin1: "unicode", ucs2: "unicode", binary: "binary" },
      success: {
        statuses: [200],
        okWhen: { path: "$.messages[0].status", values: ["0"] },
        id: at("$.messages[0].message-id"),
        error: at("$.messages[0].status"),
      },
      callback: {
        from: "json",
        list: null,
        id: "$.messageId",
        state: "$.status",
        error: "$.err-code",
        mo: { from: "$.msisdn", to: "$.to", text: "$.text" },
        answer: "OK",
      },
    },
    settings: {
      // 1: throttled; 5: a fault of theirs; 8: too many binds.
      pauseErrors: ["1", "429", "503"],
      rerouteErrors: ["5", "9"],
    },
  },
  {
    id: "infobip",
    name: "Infobip",
    says: "Put your own base URL in. Password: the API key; no user name.",
    http: {
      ...plain,
      method: "POST",
      url: "https://YOUR-BASE.api.infobip.com/sms/3/messages",
      headers: [{ name: "Authorization", value: "App {{password}}" }],
      body: json({
        messages: [
          {
            sender: "{{sender}}",
            destinations: [{ to: "{{recipient}}" }],
            content: { text: "{{text}}" },
            webhooks: { delivery: { url: "{{callback_url}}" }, contentType: "application/json" },
          },
        ],
      }),
      success: {
        statuses: [200],
        okWhen: { path: "$.messages[0].status.groupName", values: ["PENDING", "ACCEPTED", "DELIVERED"] },
        id: at("$.messages[0].messageId"),
        error: { from: "text", pattern: '"(?:name|errorCode|messageId)"\\s*:\\s*"([A-Z][A-Z0-9_]+)"' },
      },
      callback: {
        from: "json",
        list: "$.results",
        id: "$.messageId",
        state: "$.status.groupName",
        error: "$.error.id",
        mo: null,
        answer: "OK",
      },
    },
    settings: {
      pauseErrors: ["429", "503"],
      rerouteErrors: ["REJECTED_NOT_ENOUGH_CREDITS", "REJECTED_NETWORK"],
      receiptWords: [
        { word: "PENDING", state: "ENROUTE" },
        { word: "UNDELIVERABLE", state: "UNDELIV" },
        { word: "DELIVERED", state: "DELIVRD" },
        { word: "EXPIRED", state: "EXPIRED" },
        { word: "REJECTED", state: "REJECTD" },
      ],
    },
  },
  {
    id: "clickatell",
    name: "Clickatell One API",
    says: "Password: the API key; no user name. Set the callback address in their portal.",
    http: {
      ...plain,
      method: "POST",
      url: "https://platform.clickatell.com/v1/message",
      headers: [{ name: "Authorization", value: "{{password}}" }],
      body: json({
        messages: [
          {
            channel: "sms",
            from: "{{sender}}",
            to: "{{recipient}}",
            content: "{{text}}",
            clientMessageId: "{{message_id}}",
          },
        ],
      }),
      success: {
        statuses: [200, 202, 207],
        okWhen: { path: "$.messages[0].accepted", values: ["true"] },
        id: at("$.messages[0].apiMessageId"),
        error: at("$.messages[0].error.code"),
      },
      callback: {
        from: "json",
        list: null,
        id: "$.messageId",
        state: "$.status",
        error: "$.statusCode",
        mo: { from: "$.fromNumber", to: "$.toNumber", text: "$.text" },
        answer: "OK",
      },
    },
    settings: {
      pauseErrors: ["429", "503"],
      receiptWords: [
        { word: "RECEIVED_BY_RECIPIENT", state: "DELIVRD" },
        { word: "DELIVERED_TO_GATEWAY", state: "ENROUTE" },
        { word: "QUEUED", state: "ENROUTE" },
        { word: "DELIVERY_FAILURE", state: "UNDELIV" },
        { word: "MESSAGE_EXPIRED", state: "EXPIRED" },
        { word: "ROUTING_ERROR", state: "REJECTD" },
      ],
    },
  },
  {
    id: "plivo",
    name: "Plivo",
    says: "User name: the Auth ID. Password: the Auth Token.",
    http: {
      ...plain,
      method: "POST",
      url: "https://api.plivo.com/v1/Account/{{username}}/Message/",
      auth: "basic",
      body: json({
        src: "{{sender}}",
        dst: "{{recipient}}",
        text: "{{text}}",
        url: "{{callback_url}}",
        method: "POST",
      }),
      success: {
        statuses: [202],
        okWhen: null,
        id: at("$.message_uuid[0]"),
        error: { from: "text", pattern: '"error"\\s*:\\s*"([^"]{1,60})' },
      },
      callback: {
        from: "form",
        list: null,
        id: "MessageUUID",
        state: "Status",
        error: "ErrorCode",
        mo: { from: "From", to: "To", text: "Text" },
        answer: "OK",
      },
    },
    settings: { pauseErrors: ["429", "503"], receiptWords: [{ word: "failed", state: "REJECTD" }] },
  },
  {
    id: "sinch",
    name: "Sinch SMS",
    says: "User name: the service plan id. Password: the API token. Put your region (us, eu, …) into the address.",
    http: {
      ...plain,
      method: "POST",
      url: "https://us.sms.api.sinch.com/xms/v1/{{username}}/batches",
      headers: [{ name: "Authorization", value: "Bearer {{password}}" }],
      body: json({
        from: "{{sender}}",
        to: ["{{recipient}}"],
        body: "{{text}}",
        delivery_report: "per_recipient_final",
        callback_url: "{{callback_url}}",
      }),
      success: { statuses: [201], okWhen: null, id: at("$.id"), error: at("$.code") },
      callback: {
        from: "json",
        list: null,
        id: "$.batch_id",
        state: "$.status",
        error: "$.code",
        mo: { from: "$.from", to: "$.to", text: "$.body" },
        answer: "OK",
      },
    },
    settings: {
      pauseErrors: ["429", "503"],
      receiptWords: [
        { word: "Dispatched", state: "ENROUTE" },
        { word: "Aborted", state: "DELETED" },
        { word: "Failed", state: "UNDELIV" },
      ],
    },
  },
  {
    id: "messagebird",
    name: "MessageBird (Bird) REST",
    says: "Password: the access key; no user name.",
    http: {
      ...plain,
      method: "POST",
      url: "https://rest.messagebird.com/messages",
      headers: [{ name: "Authorization", value: "AccessKey {{password}}" }],
      body: json({
        originator: "{{sender}}",
        recipients: ["{{recipient}}"],
        body: "{{text}}",
        datacoding: "auto",
        reference: "{{message_id}}",
        reportUrl: "{{callback_url}}",
      }),
      success: { statuses: [201], okWhen: null, id: at("$.id"), error: at("$.errors[0].code") },
      callback: {
        from: "query",
        list: null,
        id: "id",
        state: "status",
        error: "statusErrorCode",
        mo: { from: "originator", to: "recipient", text: "body" },
        answer: "OK",
      },
    },
    settings: {
      // 25: out of credit.
      rerouteErrors: ["25"],
      pauseErrors: ["429", "503"],
      receiptWords: [{ word: "delivery_failed", state: "UNDELIV" }],
    },
  },
];
