package commands

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
)

// User is about the people who log in.
type User struct {
	Add     UserAdd     `cmd:"" help:"${user_add_help}"`
	Disable UserDisable `cmd:"" help:"${user_disable_help}"`
}

// UserAdd makes an account and gives it a role. An account that exists gets the role as well, and a new password.
type UserAdd struct {
	Login        string `arg:"" help:"${login_help}"`
	Name         string `help:"${name_help}" required:""`
	Role         string `help:"${role_help}" enum:"organiser,door,host,needs" required:""`
	Edition      string `help:"${edition_help}" placeholder:"SLUG"`
	PasswordFile string `help:"${password_file_help}" type:"existingfile" placeholder:"FILE"`
	Data         string `help:"${data_help}" type:"path" placeholder:"DIR" xor:"where"`
	Config       string `help:"${config_help}" type:"existingfile" placeholder:"FILE" xor:"where"`
}

// Run implements kong's command. The password is read from a file or from standard input, never from the command
// line, where every user of the machine could read it.
func (u *UserAdd) Run(c *Console) (err error) {
	password, err := u.password(c)
	if err != nil {
		return err
	}
	if err := account.CheckRules(u.Login, password); err != nil {
		return c.domain(err)
	}
	st, err := openFor(u.Data, u.Config)
	if err != nil {
		return err
	}
	defer closeStore(st, &err)
	ctx := context.Background()
	hash, err := account.NewPasswords().Hash(ctx, u.Login, password)
	if err != nil {
		return c.domain(err)
	}
	err = st.WriteSoon(ctx, func(tx *store.Tx) error { return u.save(tx, hash) })
	if err != nil {
		return c.domain(err)
	}
	c.Say("cli.user_added", "Login", u.Login, "Role", u.Role)
	return nil
}

func (u *UserAdd) save(tx *store.Tx, hash string) error {
	var edition store.ID
	if u.Edition != "" {
		e, err := event.BySlug(tx.DB, u.Edition)
		if err != nil {
			return tell("cli.no_edition", "Slug", u.Edition)
		}
		edition = e.ID
	}
	user, err := account.ByLogin(tx.DB, u.Login)
	switch {
	case err == nil:
		err = account.SetPassword(tx, user.ID, hash, "")
	case store.KindOf(err) == store.NotFound:
		user, err = account.Add(tx, u.Login, u.Name, hash)
	}
	if err != nil {
		return err
	}
	if err := account.Grant(tx, user.ID, account.RoleName(u.Role), edition); err != nil {
		return err
	}
	return account.Log(tx, account.Entry{Actor: "user-add", EditionID: edition, Action: "role_granted", Subject: string(user.ID), Detail: u.Role})
}

func (u *UserAdd) password(c *Console) (string, error) {
	if u.PasswordFile != "" {
		raw, err := os.ReadFile(u.PasswordFile)
		return strings.TrimRight(string(raw), "\r\n"), err
	}
	_, _ = fmt.Fprint(c.Err, c.T("cli.ask_password")+" ")
	typed, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && typed == "" {
		return "", tell("cli.no_password")
	}
	return strings.TrimRight(typed, "\r\n"), nil
}

// domain gives an error of the field its sentence from the catalogue.
func (c *Console) domain(err error) error {
	var e *store.Error
	if errors.As(err, &e) {
		return tell(e.Key)
	}
	return err
}
