import type { ComponentProps, ReactNode } from 'react';
import { Menu } from '@strapi/design-system';
import { useAfterMenu } from './useAfterMenu';

/** As high as the window leaves room for. */
export const FULL_HEIGHT = 'var(--radix-dropdown-menu-content-available-height)';

type TriggerProps = Omit<ComponentProps<typeof Menu.Trigger>, 'label' | 'tag' | 'icon'>;

interface Props extends TriggerProps {
  readonly label: ReactNode;
  readonly children: ReactNode;
  /** Where entries open something. */
  readonly after?: ReturnType<typeof useAfterMenu>;
}

/**
 * A button with a menu that shows all it has. Strapi's `SimpleMenu` is four items high and hides its scroll
 * bar, so that nobody sees that there are more.
 */
export const FullMenu = ({ label, children, after, ...props }: Props) => {
  const plain = useAfterMenu();
  const { trigger, onCloseAutoFocus } = after ?? plain;
  return (
    <Menu.Root>
      <Menu.Trigger ref={trigger} {...props}>
        {label}
      </Menu.Trigger>
      <Menu.Content maxHeight={FULL_HEIGHT} onCloseAutoFocus={onCloseAutoFocus}>
        {children}
      </Menu.Content>
    </Menu.Root>
  );
};
