import path from "node:path";
import helmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Seconds: files whose name holds a hash of their content never change. */
const HASHED_MAX_AGE_S = 31_536_000;

/**
 * The console's files. Any other path without a file ending is a page of the console, and gets its index.html. The
 * security headers are set here only: they cost too much on the APIs, which answer no pages.
 */
export async function registerConsole(app: FastifyInstance, consoleDir: string): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          // The component library sets sizes and colours in style attributes.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", "data:"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      // Whether the switch is reached by https is decided in front of it.
      strictTransportSecurity: false,
    });
    await scope.register(fastifyStatic, { root: path.resolve(consoleDir), serve: false, cacheControl: false });
    scope.get<{ Params: { "*": string } }>("/*", async (request, reply) => {
      const file = request.params["*"];
      if (path.extname(file) === "") return reply.header("cache-control", "no-cache").sendFile("index.html");
      const isHashed = file.startsWith("assets/");
      reply.header("cache-control", isHashed ? `public, max-age=${HASHED_MAX_AGE_S}, immutable` : "no-cache");
      return reply.sendFile(file);
    });
  });
}
