// Command citas loads published statistics on the CBP One asylum appointments into
// DuckDB editions and serves the site over them.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"citas/data"
)

// Exit codes of the program.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitQuarantined = 3 // loaded, but a release is refused or held
	exitNotAsked    = 4 // check: publishers' servers could not be asked
)

// commands is the command line; kong reads it.
type commands struct {
	DataDir string `help:"Folder for archive and editions." default:"var" env:"CITAS_DATA_DIR" type:"path"`
	Log     string `help:"Log format: text or json." enum:"text,json" default:"text" env:"CITAS_LOG"`

	Serve    serveCommand    `cmd:"" help:"Serve the site, loading on schedule."`
	Load     loadCommand     `cmd:"" help:"Build an edition from the archive and the embedded tables."`
	Export   exportCommand   `cmd:"" help:"Write the site of the current edition as files, for hosts that only serve files."`
	Publish  publishCommand  `cmd:"" help:"Put the current edition and its site into an object store, for CDNs and replicas."`
	Fetch    fetchCommand    `cmd:"" help:"Ask the publishers for new documents and keep them in the archive; citas load reads them."`
	Archive  archiveCommand  `cmd:"" help:"Keep documents that somebody saved; move the archive."`
	Releases releasesCommand `cmd:"" help:"List the releases, show one, or decide about one that is held."`
	Sources  sourcesCommand  `cmd:"" help:"List the recurring sources."`
	Status   statusCommand   `cmd:"" help:"Say how the sources stand, what is served, and what the last run came to."`
	Doctor   doctorCommand   `cmd:"" help:"Look for what is wrong with this machine, the data directory and the settings, and say what to do."`
	Check    checkCommand    `cmd:"" help:"Probe the publishers' pages without keeping anything, for a job that runs each day."`
	Datasets datasetsCommand `cmd:"" help:"List the datasets, or describe one."`
	Verify   verifyCommand   `cmd:"" help:"Verify an edition, a bundle or a site: hashes, rows, keys, references, order, checks; rebuild an edition from its archive."`
	Sign     signCommand     `cmd:"" help:"Make keys to sign editions with."`
	SBOM     sbomCommand     `cmd:"" name:"sbom" help:"Print what this binary contains, as a CycloneDX bill of materials."`
	GC       gcCommand       `cmd:"" name:"gc" help:"Remove old editions and what killed programs left behind."`
	Version  versionCommand  `cmd:"" help:"Print the version of citas and of what it is built with."`
}

// env is what a command may use of the world.
type env struct {
	ctx         context.Context
	out, err    io.Writer
	interactive bool // standard error is a terminal: a progress bar may be drawn
	dataDir     string
	logFormat   string
}

// exit is an error that asks for an exit code and, with an empty text, for silence.
type exit struct {
	code int
	text string
}

func (e exit) Error() string { return e.text }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run executes one command line and returns its exit code.
func run(ctx context.Context, args []string, out, errOut io.Writer) int {
	var c commands
	status := -1
	parser, err := kong.New(&c,
		kong.Name("citas"),
		kong.Description("A public record of the CBP One asylum appointments in which every figure is cited."),
		kong.Vars{"engines": strings.Join(data.Engines(), ", ")},
		kong.Writers(out, errOut),
		kong.Exit(func(code int) { status = code }),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		fmt.Fprintln(errOut, "citas:", err)
		return exitFailed
	}
	command, err := parser.Parse(args)
	if status >= 0 { // --help has printed and asked to leave
		return status
	}
	if err != nil {
		return complain(errOut, exitUsage, err)
	}
	e := &env{ctx: ctx, out: out, err: errOut, interactive: isTerminal(errOut), dataDir: c.DataDir, logFormat: c.Log}
	err = command.Run(e)
	var asked exit
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &asked):
		if asked.text == "" {
			return asked.code
		}
		return complain(errOut, asked.code, asked)
	}
	return complain(errOut, exitFailed, err)
}

// complain prints one line that says what went wrong, then the detail.
func complain(w io.Writer, code int, err error) int {
	first, rest, _ := strings.Cut(err.Error(), "\n")
	fmt.Fprintln(w, "citas:", first)
	if rest != "" {
		fmt.Fprintln(w, rest)
	}
	return code
}
