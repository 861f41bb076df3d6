import { renderHook } from '@testing-library/react';
import { useCan } from '../../../admin/src/shared/permissions';
import { grantOnly, knowPermissions } from '../../support/strapi-admin';

describe('what the person may do', () => {
  afterEach(() => {
    grantOnly(null);
    knowPermissions(true);
  });

  it('[X-05] is asked again when Strapi reads the permissions after the page was drawn: the menu does not stay empty', () => {
    grantOnly(['contact.browse']);
    knowPermissions(false);
    const { result, rerender } = renderHook(() => useCan().can);
    expect(result.current.contactBrowse).toBe(false);
    knowPermissions(true);
    rerender();
    expect(result.current.contactBrowse).toBe(true);
    expect(result.current.contactEdit).toBe(false);
  });
});
