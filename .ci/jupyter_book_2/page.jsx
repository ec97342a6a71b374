// One page of Jupyter Book 2 as its theme shows it: its renderers on what `myst build` wrote, without
// the theme's frame, which is not published as a package.
import {
  BusyScopeProvider,
  ComputeOptionsProvider,
  ExecuteScopeProvider,
  JUPYTER_RENDERERS,
  ThebeLoaderAndServer,
} from "@myst-theme/jupyter";
import {
  mergeRenderers,
  ProjectProvider,
  ReferencesProvider,
  SiteProvider,
  ThemeProvider,
} from "@myst-theme/providers";
import { DEFAULT_RENDERERS, MyST } from "myst-to-react";
import { createRoot } from "react-dom/client";

const renderers = mergeRenderers([DEFAULT_RENDERERS, JUPYTER_RENDERERS]);
const page = await (await fetch(`/content/${location.hash.slice(1)}.json`)).json();
createRoot(document.getElementById("page")).render(
  <ThemeProvider renderers={renderers} theme="light" setTheme={() => {}}>
    <SiteProvider config={{}}>
      <ProjectProvider project={{}}>
        <ComputeOptionsProvider features={{ notebookCompute: false }}>
          <ThebeLoaderAndServer baseurl="">
            <BusyScopeProvider>
              <ExecuteScopeProvider enable={false} contents={page}>
                <ReferencesProvider references={page.references} frontmatter={page.frontmatter}>
                  <MyST ast={page.mdast.children} />
                </ReferencesProvider>
              </ExecuteScopeProvider>
            </BusyScopeProvider>
          </ThebeLoaderAndServer>
        </ComputeOptionsProvider>
      </ProjectProvider>
    </SiteProvider>
  </ThemeProvider>,
);
