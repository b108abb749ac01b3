package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"aead.dev/minisign"
	"golang.org/x/term"

	"citas/data"
)

// signFlags are the key that a load signs with.
type signFlags struct {
	SignKey string `help:"Secret key (minisign) that signs the editions which a load builds." type:"existingfile" env:"CITAS_SIGN_KEY"`
	// A password on a command line can be read by others: it has no flag.
}

// signPassword is the variable with the password of the secret key.
const signPassword = "CITAS_SIGN_PASSWORD"

// signer reads the key; without one it is nil.
func (f signFlags) signer() (*data.Signer, error) {
	if f.SignKey == "" {
		return nil, nil
	}
	s, err := data.ReadSigner(f.SignKey, os.Getenv(signPassword))
	if err != nil {
		return nil, exit{exitUsage, fmt.Sprintf("--sign-key: %s (its password is read from %s)", err, signPassword)}
	}
	return s, nil
}

// publicKeys reads keys that are given as text or as files.
func publicKeys(flag string, list []string) ([]data.PublicKey, error) {
	var keys []data.PublicKey
	for _, text := range list {
		k, err := data.ReadPublicKey(text)
		if err != nil {
			return nil, exit{exitUsage, flag + ": " + err.Error()}
		}
		keys = append(keys, k)
	}
	return keys, nil
}

type signCommand struct {
	Keygen keygenCommand `cmd:"" help:"Make a pair of keys to sign editions with."`
}

type keygenCommand struct {
	Out        string `arg:"" help:"File for the secret key; the public key goes beside it, with .pub behind the name." type:"path"`
	NoPassword bool   `help:"Leave the secret key readable for whoever has the file."`
}

// Run writes a pair of keys as minisign does. It overwrites nothing.
func (c keygenCommand) Run(e *env) error {
	for _, path := range []string{c.Out, c.Out + ".pub"} {
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			return exit{exitUsage, fmt.Sprintf("sign keygen: %s is there already", path)}
		}
	}
	public, secret, err := minisign.GenerateKey(nil)
	if err != nil {
		return err
	}
	var text []byte
	if c.NoPassword {
		text, err = secret.MarshalText()
	} else {
		var password string
		if password, err = newPassword(e); err == nil {
			text, err = minisign.EncryptKey(password, secret)
		}
	}
	if err != nil {
		return err
	}
	line, err := public.MarshalText()
	if err != nil {
		return err
	}
	if err := errors.Join(create(c.Out, text, 0o600), create(c.Out+".pub", append(line, '\n'), 0o644)); err != nil {
		return err
	}
	fmt.Fprintf(e.out, "secret key: %s\npublic key: %s\n%s\n", c.Out, c.Out+".pub", public)
	return nil
}

// newPassword asks for a password, or takes it from the environment.
func newPassword(e *env) (string, error) {
	if set := os.Getenv(signPassword); set != "" {
		return set, nil
	}
	if !e.interactive {
		return "", exit{exitUsage, "sign keygen: expected a password in " + signPassword + ", a terminal to ask on, or --no-password"}
	}
	fmt.Fprint(e.err, "Password for the secret key: ")
	typed, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(e.err)
	if err == nil && strings.TrimSpace(string(typed)) == "" {
		err = exit{exitUsage, "sign keygen: an empty password protects nothing: say --no-password"}
	}
	return string(typed), err
}

// create writes a file that must not be there yet.
func create(path string, content []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}
