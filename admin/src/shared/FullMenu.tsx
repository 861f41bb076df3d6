import type { ComponentProps, ReactNode } from 'react';
import { Menu } from '@strapi/design-system';

/** As high as the window leaves room for. */
export const FULL_HEIGHT = 'var(--radix-dropdown-menu-content-available-height)';

type TriggerProps = Omit<ComponentProps<typeof Menu.Trigger>, 'label' | 'tag' | 'icon'>;

interface Props extends TriggerProps {
  readonly label: ReactNode;
  readonly children: ReactNode;
}

/**
 * A button with a menu that shows all it has. Strapi's `SimpleMenu` is four items high and hides its scroll
 * bar, so that nobody sees that there are more.
 */
export const FullMenu = ({ label, children, ...trigger }: Props) => (
  <Menu.Root>
    <Menu.Trigger {...trigger}>{label}</Menu.Trigger>
    <Menu.Content maxHeight={FULL_HEIGHT}>{children}</Menu.Content>
  </Menu.Root>
);
