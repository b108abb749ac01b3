// Package e2e looks at the site in a real Chromium, as readers do.
//
//  1. TestSite starts one server over the test edition and one browser, then runs the
//     checks that it lists. Each check opens fresh tabs, which share nothing.
//  2. A check is one file: it visits pages and asserts what a reader would notice. It
//     waits for conditions, never for time to pass.
//  3. Which pages there are is asked of the site itself: every address of the
//     navigation, every chart, every dataset, and one page of each other kind.
//  4. The rules of accessibility are axe-core's and those of HTML html-validate's, from
//     npm, in the versions that package.json names: npm ci --prefix views/e2e.
//
// It runs where CITAS_E2E is set, and is skipped elsewhere: make e2e. There a missing
// browser or a missing axe-core fails.
package e2e
