package commands

import (
	"context"

	"samling/models/account"
	"samling/models/store"
)

// UserDisable shuts somebody out for good: the password no longer works and what is open is closed.
type UserDisable struct {
	Login  string `arg:"" help:"${login_help}"`
	Data   string `help:"${data_help}" type:"path" placeholder:"DIR" xor:"where"`
	Config string `help:"${config_help}" type:"existingfile" placeholder:"FILE" xor:"where"`
}

// Run implements kong's command.
func (u *UserDisable) Run(c *Console) (err error) {
	st, err := openFor(u.Data, u.Config)
	if err != nil {
		return err
	}
	defer closeStore(st, &err)
	if err := st.WriteSoon(context.Background(), u.save); err != nil {
		return err
	}
	c.Say("cli.user_disabled", "Login", u.Login)
	return nil
}

func (u *UserDisable) save(tx *store.Tx) error {
	user, err := account.ByLogin(tx.DB, u.Login)
	if store.KindOf(err) == store.NotFound {
		return tell("cli.no_user", "Login", u.Login)
	}
	if err != nil {
		return err
	}
	if err := account.Disable(tx, user.ID); err != nil {
		return err
	}
	return account.Log(tx, account.Entry{Actor: "user-disable", Action: "user_disabled", Subject: string(user.ID)})
}
