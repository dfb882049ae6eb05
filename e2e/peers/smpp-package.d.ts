/** The little of the `smpp` package that the test uses; the package has no types of its own. */
declare module "smpp" {
  namespace smpp {
    interface Pdu {
      readonly system_id: string;
      readonly source_addr: string;
      readonly destination_addr: string;
      readonly registered_delivery: number;
      readonly short_message: { readonly message: string | Buffer };
      response(fields?: object): Pdu;
    }
    interface Session {
      on(event: string, listener: (pdu: Pdu) => void): void;
      send(pdu: Pdu): void;
      deliver_sm(fields: object, answered: (pdu: Pdu) => void): void;
      close(): void;
    }
    interface Server {
      listen(port: number, host: string, listening: () => void): void;
      close(closed: () => void): void;
      readonly sessions: readonly Session[];
    }
    function createServer(options: object, session: (session: Session) => void): Server;
  }
  export = smpp;
}
