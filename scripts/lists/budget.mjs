/**
 * What the gate may cost, in things that cost the same on every machine. More makes it red: raise a figure in the commit
 * that needs it, and say why there.
 */
export const BUDGET = {
  /**
   * Starts of Strapi, in a test's own process or in one beside it. Eight over 130 for what no other file of the gate proves:
   * data consent, handover, the cap at the permit, tables that stay, outages, and two files on PostgreSQL too.
   */
  boots: 138,
  databases: 110,
  /** Starts of the demo, each with a simulator. */
  'browser servers': 6,
  /**
   * Files of the admin ring: each makes a browser's window and draws pages in it. Flows have three: the editor, its views,
   * and a flow at work; one file would be longer than lint allows. What a trial takes for events and the ready flows have one
   * each. Automations have five: the editor, its preview, ready ones, the clock, and their health; templates have one
   * each for advice, categories, clocks and library, and the house style and the reminder of an event their own. The preview
   * of an import has one beside the wizard and one for the question about consent, refusals on every page have one, and in
   * the Inbox so have closing and the end of a thread.
   */
  'jsdom files': 126,
};
