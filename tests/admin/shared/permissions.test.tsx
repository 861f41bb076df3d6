import { renderHook } from '@testing-library/react';
import { useCan } from '../../../admin/src/shared/permissions';

interface Permission {
  action: string;
}
let held: Permission[] = [];
const mockHeld = () => held;

/** Strapi's hook, as far as it matters here: it asks once for each list, with the permissions known at that moment. */
let asked: { list: Permission[]; found: string[] } | null = null;
const mockAsk = (list: Permission[]) => {
  if (asked?.list !== list)
    asked = {
      list,
      found: held
        .map(({ action }) => action)
        .filter((action) => list.some((one) => one.action === action)),
    };
  return {
    isLoading: false,
    allowedActions: { canBrowse: asked.found.includes('plugin::whatsapp.contact.browse') },
  };
};

jest.mock('@strapi/strapi/admin', () => ({
  useAuth: (_who: string, select: (state: { permissions: Permission[] }) => unknown) =>
    select({ permissions: mockHeld() }),
  useRBAC: (list: Permission[]) => mockAsk(list),
}));

describe('what the person may do', () => {
  it('[X-05] is asked again when Strapi reads the permissions after the page was drawn: the menu does not stay empty', () => {
    held = [];
    const { result, rerender } = renderHook(() => useCan().can);
    expect(result.current.contactBrowse).toBe(false);
    held = [{ action: 'plugin::whatsapp.contact.browse' }];
    rerender();
    expect(result.current.contactBrowse).toBe(true);
    expect(result.current.contactEdit).toBe(false);
  });
});
