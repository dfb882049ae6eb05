/** What can be done to one route at once. */
import { ActionIcon, Menu } from "@mantine/core";
import type { Route } from "@switchyard/contract";
import { IconCopy, IconDots, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useSend } from "../../api.ts";
import { said } from "../said.ts";
import { withRoute } from "./address.ts";
import { routeWords } from "./words.ts";

export function RouteMenu({ route }: { route: Route }) {
  const update = useSend("updateRoute");
  const turn = (enabled: boolean) =>
    update.mutate(
      { params: { scope: route.scope, routeId: route.id }, body: { enabled } },
      {
        onSuccess: () => said(enabled ? "The route counts again." : "The route is switched off and no longer counts."),
        onError: said,
      },
    );
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Actions for ${routeWords(route)}`}
          loading={update.isPending}
        >
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCopy size={14} />}
          renderRoot={(props) => (
            <Link {...props} to="." search={withRoute({ route: `copy-${route.id}` })} resetScroll={false} />
          )}
        >
          Copy
        </Menu.Item>
        {route.enabled ? (
          <Menu.Item leftSection={<IconPlayerPause size={14} />} onClick={() => turn(false)}>
            Switch off
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconPlayerPlay size={14} />} onClick={() => turn(true)}>
            Switch on
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
