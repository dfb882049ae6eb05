/** What stands around every page: the side bar (a drawer on a phone), the palette, the keys. */
import { ActionIcon, AppShell, Burger, Group, Kbd, Menu, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconLock, IconLogout, IconSearch } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { api, sessionQuery } from "../api.ts";
import { useCountryNames } from "../parts/place.tsx";
import { BrandMark } from "./brand.tsx";
import classes from "./frame.module.css";
import { useKeys } from "./keys.ts";
import { navigation } from "./navigation.ts";
import { Palette } from "./palette.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";

export function Frame() {
  const [opened, { toggle, close }] = useDisclosure(false);
  const [searching, search] = useDisclosure(false);
  const path = useLocation({ select: (location) => location.pathname });
  useKeys();
  useCountryNames();
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving at another page closes the phone's menu
  useEffect(close, [path]);
  return (
    <AppShell
      layout="alt"
      header={{ height: { base: 48, md: 0 } }}
      navbar={{ width: 212, breakpoint: "md", collapsed: { mobile: !opened } }}
      padding={{ base: "sm", md: "lg" }}
    >
      <a href="#main" className={classes.skip}>
        Skip to the page
      </a>
      <AppShell.Header hiddenFrom="md" className={classes.header ?? ""}>
        <Group gap="xs">
          <Burger opened={opened} onClick={toggle} size="sm" aria-label="Menu" />
          <BrandMark size={20} />
          <Text fw={600}>Switchyard</Text>
        </Group>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Search" onClick={search.open}>
          <IconSearch size={18} />
        </ActionIcon>
      </AppShell.Header>
      <AppShell.Navbar className={classes.sidebar ?? ""} aria-label="Main">
        <Sidebar onClose={close} onSearch={search.open} />
      </AppShell.Navbar>
      <AppShell.Main id="main">
        <Outlet />
      </AppShell.Main>
      <Palette opened={searching} onOpen={search.open} onClose={search.close} />
    </AppShell>
  );
}

function Sidebar({ onClose, onSearch }: { onClose: () => void; onSearch: () => void }) {
  return (
    <>
      <div className={classes.brand}>
        <Link to="/" className={classes.home}>
          <BrandMark />
          Switchyard
        </Link>
        <Burger opened onClick={onClose} size="sm" hiddenFrom="md" aria-label="Close menu" />
      </div>
      <UnstyledButton className={classes.search} onClick={onSearch}>
        <IconSearch size={14} />
        <span>Search</span>
        <Kbd size="xs">Ctrl K</Kbd>
      </UnstyledButton>
      <div className={classes.groups}>
        {navigation.map(({ group, pages }) => (
          <div key={group} className={classes.group}>
            <div className={classes.groupName}>{group}</div>
            {pages.map(({ to, label, icon: Icon, key }) => (
              <Tooltip key={to} label={`g then ${key}`} position="right" openDelay={900}>
                <Link to={to} className={classes.link} activeOptions={{ exact: to === "/", includeSearch: false }}>
                  <Icon size={16} stroke={1.7} aria-hidden />
                  {label}
                </Link>
              </Tooltip>
            ))}
          </div>
        ))}
      </div>
      <UserCorner />
    </>
  );
}

function UserCorner() {
  const { data: me } = useQuery(sessionQuery);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: () => api.signOut(),
    onSettled: async () => {
      queries.clear();
      await navigate({ to: "/sign-in" });
    },
  });
  return (
    <div className={classes.corner}>
      <Menu position="top-start" width={196}>
        <Menu.Target>
          <UnstyledButton className={classes.user}>
            <span className={classes.initial} aria-hidden>
              {(me?.name || me?.login || "?").charAt(0).toUpperCase()}
            </span>
            <span className={classes.userName}>{me?.name || me?.login || "…"}</span>
            <IconChevronDown size={14} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{me?.login}</Menu.Label>
          <Menu.Item
            leftSection={<IconLock size={14} />}
            renderRoot={(props) => <Link {...props} to="/settings/password" />}
          >
            Change password
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={14} />} onClick={() => signOut.mutate()}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ThemeToggle />
    </div>
  );
}
